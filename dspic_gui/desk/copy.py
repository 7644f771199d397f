"""A copy of a reading outside its dataset, for the time when the dataset's own disk refuses."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from dspic_gui import durable
from dspic_gui.durable import NotSaved
from dspic_gui.labels.view_file import compose_label_file
from dspic_gui.reading import Reading
from dspic_gui.sentence import SaidError, Sentence, reason_of, told
from dspic_gui.study import COLUMNS, ROWS, Projection, Study


class CopyError(SaidError):
    """A copy was not written; the text is a sentence for the reader."""


def write_copy(reading: Reading, study: Study, folder: Path, dataset: Path) -> list[Path]:
    """Write the view files of a reading into a folder outside the dataset, synced, under names that are free; gives their paths."""
    if folder.resolve().is_relative_to(dataset.resolve()):
        raise CopyError("The copy was not saved: {folder} lies in the dataset itself. Choose a folder outside it.", folder=folder.name)
    paths = _free_paths(folder, study)
    try:
        for projection, path in paths.items():
            durable.write(path, _content(reading, study, projection), root=folder, expected=None, keep_versions=False)
    except NotSaved as problem:
        said = reason_of(problem.__cause__) if isinstance(problem.__cause__, OSError) else told(problem)
        text = "The copy was not saved ({reason}). What is on screen stays; choose another folder."
        raise CopyError(Sentence(text, reason=said)) from problem
    return list(paths.values())


def _free_paths(folder: Path, study: Study) -> dict[Projection, Path]:
    """<study>_<view>.json, or with the first number that none of the views has there yet."""
    for number in count(1):
        ending = f"-{number}.json" if number > 1 else ".json"
        paths = {projection: folder / f"{study.key}_{projection}{ending}" for projection in study.projections}
        if not any(path.exists() for path in paths.values()):
            break
    return paths


def _content(reading: Reading, study: Study, projection: Projection) -> bytes:
    source = study.source(projection)
    picture = f"{study.key}_{projection}.png"
    return compose_label_file(
        reading, projection, picture=picture, rows=ROWS, columns=COLUMNS, source_sha256=source.sha256 if source else ""
    )
