"""The acts that are killed, and refused by the disk, at each of their system calls: what stands before each, and what may stand after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

from dspic_gui import durable
from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.counts.raster import HALF_TURN, NONE
from dspic_gui.dataset import audit, own_act
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import SETTLE
from dspic_gui.dataset.belonging import REPORT_MISSING
from dspic_gui.dataset.description import LEAD
from dspic_gui.dataset.drawn_pictures import is_drawn_from
from dspic_gui.dataset.store import ReadingStore
from dspic_gui.desk.projection_correction import correct_projection
from dspic_gui.desk.turning import turn_views
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication import read_adjudication
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Proposal
from dspic_gui.ground_truth.consensus_revision import revisions, standing, take_back
from dspic_gui.intake.importing import import_sources
from dspic_gui.reading import Reading
from dspic_gui.scans import decoder
from dspic_gui.study import Projection
from tests.faults.row import dataset_in, numbered
from tests.made import odd_dicom as odd
from tests.made.small_dataset import lesion

AT = "2026-01-01T00:00:00.000Z"
Do = Callable[[], object]


@dataclass(frozen=True)
class Act:
    """An act on the dataset `folder / "d"`.

    `before` makes what stands before; `ready` opens it and gives what does the act; `state` says what a program finds that opens
    the dataset anew, either `old` or `new`, or one of those `between`, from which doing the act again leads to `new`.
    """

    before: Callable[[Path], None]
    ready: Callable[[Path], Do]
    state: Callable[[Path], object]
    old: object
    new: object
    between: tuple[object, ...] = ()

    def allows(self, found: object) -> bool:
        """Whether this may be found after a kill or an error."""
        return found in (self.old, self.new, *self.between)

    def place(self, folder: Path) -> None:
        """Put what stands before into this folder, which is empty."""
        shutil.copytree(_made(self.before), folder, dirs_exist_ok=True)


@cache
def _made(before: Callable[[Path], None]) -> Path:
    folder = Path(mkdtemp(prefix="dspic-before-"))
    before(folder)
    for lock in folder.rglob(durable.LOCK):
        lock.unlink()
    return folder


def what_does_not_fit(folder: Path) -> list[str]:
    """What verifying and checking the dataset say."""
    found = [*verify(folder / "d")[1], *DatasetCheck(folder / "d").breaches()]
    said = [f"{one.file}: {one.sentence}" for one in found if "picture" not in one.sentence]  # small datasets have none
    return [one for one in said if REPORT_MISSING[:40] not in one.lower()]  # an import is told to be repeated, and that is right


# one reader


def _saved(folder: Path) -> None:
    archive, key = dataset_in(folder)
    archive.save(numbered(key, 3))


def _sealed(folder: Path) -> None:
    archive, key = dataset_in(folder)
    archive.save(numbered(key, 3))
    archive.seal(numbered(key, 3))


def _half_sealed(folder: Path) -> None:
    """A program that was killed once its plan was written."""
    archive, key = dataset_in(folder)
    archive.save(numbered(key, 3))
    do, own_act._do = own_act._do, _killed
    with suppress(KeyboardInterrupt):
        archive.seal(numbered(key, 3))
    own_act._do = do


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def _reading(folder: Path) -> object:
    archive = Archive(folder / "d", "R1")
    (key,) = archive.study_keys()
    found = archive.reading("R1", key)
    return archive.is_sealed("R1", key), bool(found and found.sealed), len(found.lesions) if found else 0


def _own(folder: Path) -> tuple[Archive, str]:
    archive = Archive(folder / "d", "R1")
    (key,) = archive.study_keys()
    archive.open_reading("R1", key)
    return archive, key


def _save_one(folder: Path) -> Do:
    archive, key = _own(folder)
    both = numbered(key, 3).lesions
    return lambda: archive.save(Reading(key, "R1", (*both, lesion(140, 510))))


def _save_both(folder: Path) -> Do:
    archive, key = _own(folder)
    marks = (lesion(), lesion(view=Projection.POST), lesion(140, 510))
    return lambda: archive.save(Reading(key, "R1", marks))


def _seal(folder: Path) -> Do:
    archive, key = _own(folder)
    return lambda: archive.seal(numbered(key, 3))


def _reopen(folder: Path) -> Do:
    archive, key = _own(folder)
    return lambda: archive.reopen(key, "a second look")


def _set_aside(folder: Path) -> Do:
    archive, key = _own(folder)
    return lambda: ReadingStore(archive.folder, "R1").set_aside(key)


def _open(folder: Path) -> Do:
    return lambda: Archive(folder / "d", "R1")


# the lead


def _disputed(folder: Path) -> None:
    archive, key = dataset_in(folder)
    for number, reader in enumerate(("R1", "R2", "R3")):
        marks = (lesion(label="arthritis:rib:left" if number else "metastasis:rib:left"),) if number < 2 else ()
        reading = Reading(key, reader, marks, says_normal=not marks)
        archive.as_reader(reader).seal(reading)


def _voted(folder: Path) -> None:
    """A run that stands, and a settlement that the next one will show."""
    _disputed(folder)
    archive = Archive(folder / "d")
    consolidation.run(archive, at=AT)
    _settlement(archive)


def _voted_twice(folder: Path) -> None:
    _voted(folder)
    consolidation.run(Archive(folder / "d"), at=AT)


def _settlement(archive: Archive) -> None:
    desk = AdjudicationDesk(archive, archive.study(archive.study_keys()[0]))
    item = next(item for item in desk.items if item.lesion is not None)
    desk.accept(item, replace(Proposal(), label="metastasis:rib:left"))


def _settle(folder: Path) -> Do:
    archive = Archive(folder / "d")
    desk = AdjudicationDesk(archive, archive.study(archive.study_keys()[0]))
    item = next(item for item in desk.items if item.lesion is not None)
    return lambda: desk.accept(item, replace(Proposal(), label="metastasis:rib:left"))


def _settlements(folder: Path) -> object:
    archive = Archive(folder / "d")
    noted = any(line.act == SETTLE for line in audit.read(archive.folder / layout.audit_file(LEAD)))
    return len(read_adjudication(archive.folder, archive.study_keys()[0]).settlements), noted


def _vote(folder: Path) -> Do:
    archive = Archive(folder / "d")
    return lambda: consolidation.run(archive, at=AT)


def _take_back(folder: Path) -> Do:
    archive = Archive(folder / "d")
    return lambda: take_back(archive.folder, at=AT)


def _shown(folder: Path, most: int = 2) -> object:
    """Which run stands, the third as the second, and whether consensus/ holds just its files."""
    archive = Archive(folder / "d")
    run = standing(archive.folder)
    wanted = {name: archive.folder / layout.revision_folder(number) / name for name, number in (run.files if run else {}).items()}
    shown = {path.name: path.read_bytes() for path in (archive.folder / "consensus").glob("*.json")}
    whole = shown == {name: path.read_bytes() for name, path in wanted.items()}
    return 0 if run is None else min([one.number for one in revisions(archive.folder)].index(run.number) + 1, most), whole


# the views and the scans


def _exchange(folder: Path) -> Do:
    archive = Archive(folder / "d")
    (key,) = archive.study_keys()
    decoder.warm_up()
    decoder.load_views(archive.folder, archive.study(key).views)
    return lambda: correct_projection(archive, key, {one: one.other for one in Projection})


def _lying(folder: Path) -> None:
    """A study of which somebody is asked which way up it is."""
    archive, key = dataset_in(folder)
    study = archive.study(key)
    reason = "Nothing tells the view; which way up it is, is assumed."
    archive.save_study(replace(study, views=tuple(replace(view, reason=reason, turned=NONE) for view in study.views)))


def _turn(folder: Path) -> Do:
    archive = Archive(folder / "d")
    (key,) = archive.study_keys()
    decoder.warm_up()  # a decoder that starts while the act is watched would be met by the faults in its place
    decoder.load_views(archive.folder, archive.study(key).views)
    return lambda: turn_views(archive, key)


def _turned(folder: Path) -> object:
    """How the views are turned, and whether their pictures are drawn from them."""
    archive = Archive(folder / "d")
    (key,) = archive.study_keys()
    study = archive.study(key)
    views = decoder.load_views(archive.folder, study.views)
    drawn = [is_drawn_from(archive.picture(key, one), view.counts) for one, view in views.items() if archive.picture(key, one).exists()]
    return sorted({view.turned for view in study.views}, key=str), all(drawn)


def _views(folder: Path) -> object:
    """Which scan is anterior, and where the marks lie: three anterior ones, or as many posterior."""
    archive = Archive(folder / "d", "R1")
    (key,) = archive.study_keys()
    source, found = archive.study(key).source(Projection.ANT), archive.reading("R1", key)
    marks = [mark.projection.value for mark in found.lesions] if found else []
    return Path(source.file).stem if source else "", marks


def _only_anterior(folder: Path) -> None:
    archive, key = dataset_in(folder)
    archive.save(Reading(key, "R1", (lesion(), lesion(140, 510))))


def _empty(folder: Path) -> None:
    Archive.create(folder / "d", "Test", secret="0" * 64)
    (folder / "source").mkdir()
    (folder / "source" / "scan.dcm").write_bytes(odd.two_frames())
    (folder / "source" / "scan.txt").write_text("Description: uptake in the left rib.", encoding="utf-8")


def _import(folder: Path) -> Do:
    archive = Archive(folder / "d")
    decoder.read_file(folder / "source" / "scan.dcm")

    def act() -> None:
        for outcome in import_sources(archive, [folder / "source"]):
            if not outcome.taken:
                raise durable.NotSaved("{why}", why=outcome.error)

    return act


def _studies(folder: Path) -> object:
    archive = Archive(folder / "d")
    keys = archive.study_keys()
    return len(keys), [archive.stored_report(key) is not None for key in keys]


DRAFT, SEALED = (False, False, 2), (True, True, 2)
ACTS: dict[str, Act] = {
    "save of one view": Act(_saved, _save_one, _reading, DRAFT, (False, False, 3)),
    "save of both views": Act(_saved, _save_both, _reading, DRAFT, (False, False, 3)),
    "seal": Act(_saved, _seal, _reading, DRAFT, SEALED),
    "opening after a seal that was killed": Act(_half_sealed, _open, _reading, SEALED, SEALED),
    "reopening": Act(_sealed, _reopen, _reading, SEALED, DRAFT),
    "setting aside": Act(_saved, _set_aside, _reading, DRAFT, (False, False, 0)),
    "settlement": Act(_disputed, _settle, _settlements, (0, False), (1, True)),
    "first vote": Act(_disputed, _vote, partial(_shown, most=1), (0, True), (1, True)),
    "second vote": Act(_voted, _vote, _shown, (1, True), (2, True)),
    "taking a vote back": Act(_voted_twice, _take_back, _shown, (2, True), (1, True)),
    "exchange of views": Act(_only_anterior, _exchange, _views, ("ANT", ["ANT", "ANT"]), ("POST", ["POST", "POST"])),
    "turning views": Act(_lying, _turn, _turned, ([NONE], True), ([HALF_TURN[NONE]], True)),
    # A study whose report is not there yet gets it when the import is repeated.
    "import": Act(_empty, _import, _studies, (0, []), (1, [True]), ((1, [False]),)),
}
