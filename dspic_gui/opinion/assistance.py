"""Assisted reading: where the protocol says so, a reader's draft begins with the lesions that a network finds, and says so for ever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dspic_gui.code import CodeBook
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.disease import Disease
from dspic_gui.lesion_model.found_lesions import FoundLesion
from dspic_gui.lesion_model.lesion_card import LesionCard
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier, StudyFinding
from dspic_gui.lesion_model.working_point import UNKNOWN_LEVEL
from dspic_gui.reading import Lesion, Reading
from dspic_gui.study import Projection, View

FALSE_MARKS = 1.0
"""The network's marks are handed out at so many false marks of a disease per view, where its card tells."""
KEPT = "network"
"""The key of a mark's own object that keeps the network's probability."""


def is_fresh(reading: Reading) -> bool:
    """Whether nothing was said yet."""
    untouched = not (reading.lesions or reading.says_normal or reading.sealed)
    return untouched and reading.assisted is None and not reading.unblinded


def assisted_reading(
    archive: Archive, model: LesionClassifier, reading: Reading, views: Mapping[Projection, View]
) -> Reading | None:
    """A fresh reading with the network's lesions as marks; None where the scan is unlike what it learned.

    Blinded unless the protocol of the dataset says that readers are assisted. What no lesion was found
    in carries the model too: its reader knows that the network is silent.
    """
    if not archive.dataset.protocol.assisted:
        raise Blinded("The protocol of this dataset does not let a network read along before the seal.")
    counts = {projection: view.counts for projection, view in views.items()}
    finding = model.find(counts)
    if finding.unlike:
        return None
    marks = tuple(_marks(finding, model.card, archive.book))
    return replace(reading, lesions=marks, assisted=model.identity)


def _marks(finding: StudyFinding, card: LesionCard, book: CodeBook) -> Iterable[Lesion]:
    curves = card.curves
    for view in finding.views.values():
        for lesion in view.lesions:
            level = curves.level(lesion.disease, FALSE_MARKS) if curves else UNKNOWN_LEVEL
            label = label_in(lesion, book)
            if lesion.probability >= level and label is not None:
                kept = {KEPT: round(lesion.probability, 4)}
                yield Lesion(view.projection, lesion.shape, label, own_extra=kept)


def label_in(lesion: FoundLesion, book: CodeBook) -> str | None:
    """The lesion's label where the dataset's code book allows it."""
    return lesion.label if book.knows(lesion.label) and lesion.disease in set(Disease) else None
