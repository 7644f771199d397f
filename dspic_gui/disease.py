"""The voting diseases, the four answers a view can have, and the classes in the network's output order."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Disease(StrEnum):
    """A disease that votes. The list is closed: consensus, network and scores are defined on exactly these two."""

    METASTASIS = "metastasis"
    ARTHRITIS = "arthritis"


class Answer(StrEnum):
    """What a reader, the consensus or the network says of a view or of a study."""

    NORMAL = "normal"
    METASTATIC = "metastatic"
    ARTHRITIC = "arthritic"
    BOTH = "metastatic & arthritic"

    @property
    def diseases(self) -> frozenset[Disease]:
        """The diseases that this answer says are present."""
        return _DISEASES[self]


CLASSES: tuple[Answer, Answer, Answer] = (Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC)
"""The network's three outputs, in order."""

_DISEASES: dict[Answer, frozenset[Disease]] = {
    Answer.NORMAL: frozenset(),
    Answer.METASTATIC: frozenset({Disease.METASTASIS}),
    Answer.ARTHRITIC: frozenset({Disease.ARTHRITIS}),
    Answer.BOTH: frozenset(Disease),
}
_ANSWERS = {diseases: answer for answer, diseases in _DISEASES.items()}


def answer_for(diseases: Iterable[Disease]) -> Answer:
    """The answer that says exactly these diseases are present."""
    return _ANSWERS[frozenset(diseases)]
