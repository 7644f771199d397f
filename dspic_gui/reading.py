"""One reader's answer for one study: the lesions marked in both views, a draft until it is sealed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from dspic_gui.code import Code, split_label
from dspic_gui.disease import Answer, Disease, answer_for
from dspic_gui.shape import Shape
from dspic_gui.study import Projection


class State(StrEnum):
    """A draft may change; a sealed reading votes."""

    DRAFT = "draft"
    SEALED = "sealed"


def new_uid() -> str:
    """A fresh name for a lesion: 32 hex digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Lesion:
    """A mark in one view.

    `label` is what stands in the file and is authoritative; `group_id` numbers the lesion, the same for one lesion
    seen in both views; `certainty` runs from 1 to 5; `flags`, `extra` and `own_extra` keep what the file holds beyond
    our keys (`own_extra` inside our own object), so that nothing of another program is lost.
    """

    projection: Projection
    shape: Shape
    label: str
    uid: str = field(default_factory=new_uid)
    group_id: int | None = None
    description: str | None = None
    certainty: int | None = None
    symmetric: bool = False
    locked: bool = False
    flags: Mapping[str, bool] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    own_extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> Code | None:
        """What the label says, None where it is no code."""
        return split_label(self.label)

    @property
    def disease(self) -> Disease | None:
        """The voting disease, None for a mark that never votes."""
        code = self.code
        return code.disease if code else None


@dataclass(frozen=True)
class Reading:
    """A reader's answer for a study. `sealed_at` is ISO 8601 in UTC; an edit makes a new Reading.

    `says_normal` is the reader's statement that the study shows no lesion; a draft without lesions says nothing.
    `unblinded`: reopened after the reader could see others; `assisted`: the model whose lesions the reader started from. `extra`
    keeps unknown top-level keys per view file.
    """

    study: str
    reader: str
    lesions: tuple[Lesion, ...] = ()
    state: State = State.DRAFT
    says_normal: bool = False
    sealed_at: str | None = None
    unblinded: bool = False
    assisted: str | None = None
    extra: Mapping[Projection, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def sealed(self) -> bool:
        """Whether the reading votes."""
        return self.state is State.SEALED

    def lesion(self, uid: str) -> Lesion:
        """The lesion of that name; KeyError where there is none."""
        for lesion in self.lesions:
            if lesion.uid == uid:
                return lesion
        raise KeyError(uid)

    def in_view(self, projection: Projection) -> tuple[Lesion, ...]:
        """The marks in one view, in the order of drawing."""
        return tuple(lesion for lesion in self.lesions if lesion.projection is projection)

    def diseases(self, projection: Projection | None = None) -> frozenset[Disease]:
        """The voting diseases marked in a view, or in the study."""
        marks = self.lesions if projection is None else self.in_view(projection)
        codes = [split_label(label) for label in {lesion.label for lesion in marks}]
        return frozenset(code.disease for code in codes if code and code.disease)

    def answer(self, projection: Projection | None = None) -> Answer | None:
        """What the reading says of a view, or of the study; None while a draft without lesions says nothing."""
        diseases = self.diseases(projection)
        if not diseases and not self.sealed and not self.says_normal:
            return None
        return answer_for(diseases)

    def adding(self, *lesions: Lesion) -> Self:
        """This reading with more lesions; whoever marks a disease no longer says normal."""
        voting = any(lesion.disease for lesion in lesions)
        return replace(self, lesions=(*self.lesions, *lesions), says_normal=self.says_normal and not voting)

    def without(self, *uids: str) -> Self:
        """This reading without these lesions."""
        return replace(self, lesions=tuple(lesion for lesion in self.lesions if lesion.uid not in uids))

    def changing(self, change: Callable[[Lesion], Lesion], *uids: str) -> Self:
        """This reading with the named lesions replaced by what `change` makes of them."""
        lesions = tuple(change(lesion) if lesion.uid in uids else lesion for lesion in self.lesions)
        return replace(self, lesions=lesions, says_normal=self.says_normal and not any(mark.disease for mark in lesions))

    def next_group(self) -> int:
        """The next free lesion number."""
        return max((lesion.group_id for lesion in self.lesions if lesion.group_id is not None), default=0) + 1
