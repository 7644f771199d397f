"""A dataset that can leave the house: new scans, new keys, moved dates, no free text; searched byte by byte before it stands."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from dspic_gui import durable
from dspic_gui.counts.picture import render, write_png
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.exchange.deidentified_scan import (
    camera_numbers,
    deidentified_scan,
)
from dspic_gui.exchange.hand_over_keys import OLDEST, HandOverKeys, keys_of
from dspic_gui.exchange.hand_over_note import NOTE, HandedOver, HandOver, note
from dspic_gui.exchange.hand_over_readings import reader_names, without_texts, write_settlements
from dspic_gui.exchange.hand_over_search import search
from dspic_gui.exchange.label_export import Cancelled
from dspic_gui.exchange.new_folder import ExchangeError, whole_folder
from dspic_gui.exchange.noted import note_export
from dspic_gui.ground_truth import consolidation
from dspic_gui.labels.view_file import compose_label_file
from dspic_gui.plain_file import content_of
from dspic_gui.report import write_report
from dspic_gui.scans.survey import pixels_hash
from dspic_gui.sentence import SaidError, Sentence, told
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, View, ViewSource

REASON = "The file's view code says {view}."
_NAMES = {Projection.ANT: "anterior", Projection.POST: "posterior"}
Progress = Callable[[int, int], None]


def hand_over(
    archive: Archive,
    target: Path,
    wanted: HandOver,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> HandedOver:
    """Write the de-identified dataset, whole or not at all. Leaking, ExchangeError, ArchiveError or NotSaved leave nothing behind."""
    keys = keys_of(archive.folder, shift=wanted.shift_dates)
    done = HandedOver()
    with whole_folder(target) as folder:
        new = _new_archive(archive, folder, wanted)
        total = len(archive.study_keys())
        for number, key in enumerate(archive.study_keys()):
            progress(number, total)
            if cancelled():
                raise Cancelled("The hand-over was stopped. Nothing of it was kept.")
            try:
                done.studies[_take(archive, new, key, keys, wanted, done)] = key
            except (SaidError, OSError) as problem:
                done.problems.append((key, told(problem)))
        if not done.studies:
            raise ExchangeError(
                "No study of {dataset} can be handed over. Nothing was written.",
                dataset=archive.dataset.name,
            )
        consolidation.run(new)
        if write_settlements(archive, new, {old: made for made, old in done.studies.items()}, keys):
            consolidation.run(new)
        _tidy(folder)
        durable.write_new(folder / NOTE, note(done, wanted).encode())
        search(archive, folder, done, wanted)
        done.problems += note_export(archive, f"hand-over, {len(done.studies)} studies: {target.name}")
    return done


def _new_archive(archive: Archive, folder: Path, wanted: HandOver) -> Archive:
    names = reader_names(archive)
    codes = archive.folder / layout.CODES if archive.dataset.codes else None
    new = Archive.create(
        folder, wanted.name, names.values(), codes=codes, secret=secrets.token_hex(32)
    )
    dataset = replace(new.dataset, vote=archive.dataset.vote)
    if "simulation" in archive.dataset.extra:
        dataset = replace(
            dataset, extra={"simulation": {"warning": "Simulated scans; not patients."}}
        )
    durable.write(folder / layout.DATASET, dataset.to_json(), root=folder, keep_versions=False)
    return Archive(folder)


def _take(
    archive: Archive, new: Archive, key: str, keys: HandOverKeys, wanted: HandOver, done: HandedOver
) -> str:
    """Write one study with its readings; the key that it has in the hand-over."""
    study, views = archive.study(key), archive.views(key)
    made = _study(archive, study, keys)
    original = archive.folder / study.views[0].file
    camera = {} if original.suffix.lower() == ".png" else camera_numbers(content_of(original))
    content = deidentified_scan(study, views, keys, key, camera)
    path = new.folder / made.views[0].file
    durable.write(path, content, root=new.folder, keep_versions=False)
    made = replace(made, views=tuple(_placed(one, content, views) for one in made.views))
    for view in study.projections:
        picture = write_png(render(views[view].counts))
        durable.write(new.picture(made.key, view), picture, root=new.folder, keep_versions=False)
    new.save_study(made)
    done.warnings += [(made.key, said) for said in _burned_in(views.values())]
    if key in wanted.approved_reports and (report := archive.report(key)) is not None:
        report_path = new.folder / layout.report_file(made.key)
        durable.write(report_path, write_report(report), root=new.folder, keep_versions=False)
    _take_readings(archive, new, study, made, keys, done)
    return made.key


def _placed(source: ViewSource, content: bytes, views: Mapping[Projection, View]) -> ViewSource:
    """The view with the hashes of its new file and of its counts."""
    counts = pixels_hash(views[source.projection].counts)
    return replace(source, sha256=durable.sha256(content), pixels_sha256=counts)


def _study(archive: Archive, study: Study, keys: HandOverKeys) -> Study:
    key = keys.key("study", study.key)
    views = tuple(
        ViewSource(
            view, layout.scan_file(key, 1, ".dcm"), frame, "", REASON.format(view=_NAMES[view])
        )
        for frame, view in enumerate(study.projections)
    )
    age = None if study.age is None else min(study.age, OLDEST)
    sex = study.sex if study.sex in ("M", "F", "O") else None
    day = keys.day(study.patient, study.time.day)
    return Study(key, keys.key("patient", study.patient), views, day, sex, age)


def _take_readings(
    archive: Archive, new: Archive, study: Study, made: Study, keys: HandOverKeys, done: HandedOver
) -> None:
    names = reader_names(archive)
    problems: dict[str, Sentence] = {}
    for reader, reading in archive.sealed_readings(study.key, problems).items():
        given = replace(
            without_texts(reading, archive.book, keys), study=made.key, reader=names[reader]
        )
        try:
            new.as_reader(names[reader]).seal(
                replace(given, state=type(given.state).DRAFT, sealed_at=None)
            )
        except ArchiveError as problem:
            done.problems.append((study.key, problem.sentence))
    done.problems += [(study.key, problem) for problem in problems.values()]
    truth = archive.truth(study.key)
    if truth is not None:
        given = replace(without_texts(truth, archive.book, keys), study=made.key)
        for source in made.views:
            name = layout.truth_file(made.key, source.projection)
            content = compose_label_file(
                given,
                source.projection,
                picture=layout.picture_from(name, made.key, source.projection),
                rows=ROWS,
                columns=COLUMNS,
                source_sha256=source.sha256,
            )
            path = new.folder / name
            durable.write(path, content, root=new.folder, keep_versions=False)


def _burned_in(views: Iterable[View]) -> list[Sentence]:
    """Letters in a picture are many pixels of one highest value; counts have one highest pixel, or a few."""
    found = []
    for view in views:
        highest = view.counts.max()
        if highest > 0 and int(np.count_nonzero(view.counts == highest)) > 50:
            text = "Many pixels of the {view} view share the highest value: look for letters in the picture."
            found.append(Sentence(text, view=_NAMES[view.projection]))
    return found


def _tidy(folder: Path) -> None:
    """Take away what proves no label: the secret, locks, earlier versions."""
    import shutil

    (folder / layout.SECRET).unlink(missing_ok=True)
    for name in (
        durable.VERSIONS,
        durable.CONFLICTS,
        ".history",
        ".quarantine",
        ".exchange",
        "consensus/.revisions",
    ):
        shutil.rmtree(folder / name, ignore_errors=True)
    for lock in folder.rglob(durable.LOCK):
        lock.unlink(missing_ok=True)
