"""A study written again under another key, patient and date: as a hidden repeat in its dataset, or as a case of a course in another."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

from dspic_gui import durable
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.belonging import REPORTS
from dspic_gui.plain_file import content_of
from dspic_gui.study import Study, ViewSource

MOST_DAYS, MOST_MINUTES = 60, 180
"""How far date and time of the copy are moved, so that two rows of a list do not tell that they are one study."""


def copy_study(source: Archive, study: Study, target: Archive, key: str) -> Study:
    """Write the study under this key into a dataset; its files get names of their own. NotSaved or OSError where one cannot be.

    What an import knows of the original beside its pictures (names, examination) is left out.
    """
    places = {
        file: layout.scan_file(key, number, PurePosixPath(file).suffix)
        for number, file in enumerate(dict.fromkeys(view.file for view in study.views), start=1)
    }
    files = [(place, content_of(source.folder / file)) for file, place in places.items()]
    for name, copied in _beside(study, key):
        if (path := source.folder / name).exists():
            files.append((copied, content_of(path)))
    durable.write_together([(target.folder / name, content) for name, content in files])
    # A repeat says of its report what its original says: else a reader's program could tell them apart.
    report = dict(files).get(layout.shown_report(target.folder, key)) if REPORTS in study.extra else None
    moved = _moved(key)
    made = replace(
        study,
        key=key,
        patient=target.patient_key(f"copy:{key}"),
        date=_later(study.date, moved),
        views=tuple(_view(view, places[view.file], moved) for view in study.views),
        extra={},
    )
    target.save_study(made, report=report)
    return made


def _beside(study: Study, key: str) -> list[tuple[str, str]]:
    """The pictures and reports that a study may have, with the names of their copies."""
    pictures = [
        (layout.picture_file(study.key, one), layout.picture_file(key, one))
        for one in study.projections
    ]
    return pictures + [
        (layout.report_file(study.key, ending), layout.report_file(key, ending))
        for ending in (".json", ".txt")
    ]


def _moved(key: str) -> timedelta:
    """By what date and time are moved, drawn from the key: one day at least."""
    drawn = hashlib.sha256(f"moved:{key}".encode()).digest()
    days = 1 + drawn[0] % MOST_DAYS
    minutes = int.from_bytes(drawn[2:4], "big") % (2 * MOST_MINUTES + 1) - MOST_MINUTES
    return timedelta(days=days if drawn[1] % 2 else -days, minutes=minutes)


def _view(view: ViewSource, file: str, moved: timedelta) -> ViewSource:
    return replace(view, file=file, acquired=_later(view.acquired, moved))


def _later(moment: str | None, moved: timedelta) -> str | None:
    """The moment moved, a day by whole days; one that is no date stays out."""
    if moment is None:
        return None
    try:
        if len(moment) <= 10:
            return (
                date.fromisoformat(moment) + timedelta(days=round(moved / timedelta(days=1)))
            ).isoformat()
        return (datetime.fromisoformat(moment) + moved).isoformat()
    except (ValueError, OverflowError):
        return None
