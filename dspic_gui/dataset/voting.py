"""The sealed readings of a study that can vote, of all its planned readers."""

from __future__ import annotations

from collections.abc import Mapping

from dspic_gui.dataset import audit
from dspic_gui.dataset.store import ReadingStore
from dspic_gui.labels.view_file import LabelError
from dspic_gui.reading import Reading
from dspic_gui.sentence import Sentence
from dspic_gui.study import Study


def voting_readings(
    stores: Mapping[str, ReadingStore], study: Study, refused: dict[str, Sentence] | None = None
) -> dict[str, Reading]:
    """By reader, what may vote; one that cannot is left out, and `refused` says by its reader why."""
    found: dict[str, Reading] = {}
    for reader, store in stores.items():
        try:
            reading = store.voting(study)
        except (LabelError, audit.AuditError) as problem:
            if refused is not None:
                text = "{reader}, {key}: {problem}"
                refused[reader] = Sentence(text, reader=reader, key=study.key, problem=problem.sentence)
            continue
        if reading is not None:
            found[reader] = reading
    return found
