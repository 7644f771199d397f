"""A small dataset of drawn views with three sealed readings and a consensus, on which the small model makes known errors."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.consolidation import run
from dspic_gui.reading import Lesion, Reading
from dspic_gui.study import Projection, Study, ViewSource
from tests.made.drawn_views import drawn_view
from tests.made.shared import made_once


def evaluated_dataset(folder: Path, answers: tuple[Answer, ...] = (*Answer, *Answer), wrong_labels: int = 2) -> Archive:
    """A study per answer, two views each; the readers call the last `wrong_labels` of the abnormal studies normal, in one voice."""
    archive = Archive.create(folder, "Evaluated", secret="1" * 64)
    mislabelled = [at for at, answer in enumerate(answers) if answer is not Answer.NORMAL][-wrong_labels:] if wrong_labels else []
    for number, answer in enumerate(answers):
        key = archive.study_key(f"study {number}")
        sources, lesions = [], []
        for projection in Projection:
            view, marks = drawn_view(answer, 100 * number + len(sources), projection)
            sources.append(_write(folder, key, projection, view.counts.astype(np.uint16)))
            lesions += marks
        archive.save_study(Study(key, archive.patient_key(f"patient {number}"), tuple(sources), date=f"2025-04-{number + 1:02d}"))
        _seal(archive, key, [] if number in mislabelled else lesions)
    run(archive)
    return archive


def evaluated_copy(factory: pytest.TempPathFactory, wrong_labels: int = 2) -> Path:
    """A copy of such a dataset, which is made once for all tests of this run."""

    def make(folder: Path) -> None:
        evaluated_dataset(folder / "dataset", wrong_labels=wrong_labels)

    made = made_once(factory, f"evaluated, {wrong_labels} wrong labels", make) / "dataset"
    copy = factory.mktemp("evaluated") / "dataset"
    shutil.copytree(made, copy)
    return copy


def _seal(archive: Archive, key: str, lesions: list[Lesion]) -> None:
    for reader in archive.dataset.readers:
        graded = tuple(Lesion(one.projection, one.shape, one.label, certainty=4) for one in lesions)
        archive.as_reader(reader).seal(Reading(key, reader, graded, says_normal=not graded), at="2026-03-04T05:06:07Z")


def _write(folder: Path, key: str, projection: Projection, counts: np.ndarray) -> ViewSource:
    path = folder / "scans" / key / f"{projection}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(counts).save(path, compress_level=1)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ViewSource(projection, path.relative_to(folder).as_posix(), 0, digest, "the file's name says so")
