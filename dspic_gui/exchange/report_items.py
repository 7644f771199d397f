"""Content items that many reports have alike, as the library makes them, each kind made once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import highdicom.sr as sr
from highdicom.sr import CodedConcept

from dspic_gui.exchange import report_forms as forms
from dspic_gui.exchange.report_codes import Concept
from dspic_gui.exchange.report_forms import Form

KINDS = 1024
"""So many different items of a kind are kept: findings, sites, votes and images."""


def coded(concept: Concept) -> CodedConcept:
    """The concept as highdicom writes it."""
    return CodedConcept(concept.value, concept.scheme, concept.meaning[:64])




def container(name: Concept, items: Iterable[bytes]) -> bytes:
    """A container of these items, as a child of another one."""
    return _container_form(name).filled(ContentSequence=forms.sequence(items))


@lru_cache(KINDS)
def code_item(name: Concept, value: Concept) -> bytes:
    """What is said of the name."""
    return forms.written(sr.CodeContentItem(coded(name), coded(value), "CONTAINS"))


def text_item(name: Concept, text: str) -> bytes:
    """What is said of the name in words."""
    return _text_form(name).filled(TextValue=forms.text(text))


def number_item(name: Concept, value: float, unit: Concept, derivation: Concept | None = None) -> bytes:
    """A measured number; one that is not whole also exactly."""
    whole = isinstance(value, int)
    exact = {} if whole else {"FloatingPointValue": forms.double(value)}
    return _number_form(name, unit, derivation, whole).filled(NumericValue=forms.decimal(value), **exact)


@lru_cache(KINDS)
def _text_form(name: Concept) -> Form:
    return Form(sr.TextContentItem(coded(name), "?", "CONTAINS"), "TextValue")


@lru_cache(KINDS)
def _number_form(name: Concept, unit: Concept, derivation: Concept | None, whole: bool) -> Form:
    value: Any = 0 if whole else 0.0
    made = sr.Measurement(coded(name), value, coded(unit), derivation=coded(derivation) if derivation else None)
    return Form(made[0], "NumericValue", "FloatingPointValue")


@lru_cache(KINDS)
def _container_form(name: Concept) -> Form:
    made = sr.ContainerContentItem(coded(name), relationship_type="CONTAINS")
    made.ContentSequence = sr.ContentSequence([sr.TextContentItem(coded(name), "?", "CONTAINS")])
    return Form(made, "ContentSequence")
