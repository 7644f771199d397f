"""The words of the second opinion: maps, classes, shares, and the model's own line."""

from __future__ import annotations

from dspic_gui.code import load_code_book
from dspic_gui.disease import Answer, Disease
from dspic_gui.model.class_maps import MAP_TITLES, MapKind
from dspic_gui.model.model_card import ModelCard
from dspic_gui.prediction import Prediction
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.sentence import Sentence

_FINDINGS = load_code_book().finding_by_key
CLASS_COLOURS = {
    Answer.NORMAL: _FINDINGS["variant"].colour,
    Answer.METASTATIC: _FINDINGS[Disease.METASTASIS].colour,
    Answer.ARTHRITIC: _FINDINGS[Disease.ARTHRITIS].colour,
    Answer.BOTH: "#a58be0",
}
"""A class has the colour of its disease's marks, everywhere. Told apart by the colour-blind; the name always stands beside."""


def map_text(kind: MapKind) -> str:
    """The name of a map."""
    return in_words(Sentence(MAP_TITLES[kind]))


def share_text(value: float) -> str:
    """A share as per cent, with a decimal where it is small."""
    return f"{100 * value:.1f} %" if value < 0.1 else f"{100 * value:.0f} %"


def tops_text(said: Prediction) -> str:
    """The two most probable classes with their probabilities."""
    by_class = said.by_class
    words = translate("opinion", "1st {first} {p:.2f}, 2nd {second} {q:.2f}")
    return words.format(first=answer_text(said.top1), p=by_class[said.top1], second=answer_text(said.top2), q=by_class[said.top2])


def model_text(card: ModelCard) -> str:
    """Name, hash and date of a model."""
    parts = [card.name, card.network_hash[:8]]
    if card.trained:
        parts.append(translate("opinion", "trained {day}").format(day=card.trained[:10]))
    return " · ".join(parts)
