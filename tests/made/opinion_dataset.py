"""A dataset of drawn views with truth and three sealed readings, for what compares a model with labels."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.disease import Answer
from dspic_gui.ground_truth import consolidation
from dspic_gui.labels.view_file import compose_label_file
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, ViewSource
from tests.made.drawn_views import drawn_view

SEALED_AT = "2026-03-04T05:06:07Z"


def opinion_dataset(folder: Path, answers: Sequence[Answer], *, told: Sequence[Answer] | None = None, sealed: bool = True) -> Archive:
    """A study with one anterior view for each answer; readers and truth say `told` (default: what is drawn). As the lead sees it."""
    archive = Archive.create(folder, "Opinions", secret="0" * 64)
    for number, answer in enumerate(answers):
        key = archive.study_key(f"opinion {number}")
        view, lesions = drawn_view(answer, 400 + number)
        source = _scan(folder, key, view.counts)
        archive.save_study(Study(key, archive.patient_key(str(number // 2)), (source,), date="2026-01-02", sex="F", age=60))
        said = told[number] if told else answer
        marks = lesions if said is answer else drawn_view(said, 400 + number)[1]
        _truth(folder, key, marks, source)
        for reader in archive.dataset.readers if sealed else ():
            own = tuple(Lesion(mark.projection, mark.shape, mark.label) for mark in marks)
            archive.as_reader(reader).seal(Reading(key, reader, own, says_normal=not own), at=SEALED_AT)
    if sealed:
        consolidation.run(Archive(folder), at=SEALED_AT)
    return Archive(folder)


def _scan(folder: Path, key: str, counts: np.ndarray) -> ViewSource:
    path = folder / "scans" / key / "1.png"
    path.parent.mkdir(parents=True)
    Image.fromarray(counts.astype(np.uint16)).save(path, compress_level=1)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ViewSource(Projection.ANT, path.relative_to(folder).as_posix(), 0, digest, "the file's name says so")


def _truth(folder: Path, key: str, marks: Sequence[Lesion], source: ViewSource) -> None:
    reading = Reading(key, TRUTH, tuple(marks), State.SEALED, says_normal=not marks, sealed_at=SEALED_AT)
    picture = f"../pictures/{key}_ANT.png"
    content = compose_label_file(reading, Projection.ANT, picture=picture, rows=ROWS, columns=COLUMNS, source_sha256=source.sha256)
    (folder / TRUTH).mkdir(exist_ok=True)
    (folder / TRUTH / f"{key}_ANT.json").write_bytes(content)
