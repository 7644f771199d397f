"""Import: whole or not at all, twice is once, a view may come later, the sources stay as they were."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dspic_gui import durable
from dspic_gui.counts.picture import read_png, render, write_png
from dspic_gui.dataset.archive import Archive
from dspic_gui.desk.projection_correction import CorrectionError
from dspic_gui.intake import study_writer
from dspic_gui.intake.acquisitions import ASSUMED_PAIR
from dspic_gui.intake.importing import correct_projection, import_sources
from dspic_gui.intake.stage import Stage
from dspic_gui.scans.decoder import Decoder
from dspic_gui.scans.view_reasons import is_assumed
from dspic_gui.study import Projection
from tests.made import odd_dicom as odd
from tests.made.importing import one, only_study, put, statuses, tree

ANT, POST = Projection.ANT, Projection.POST


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "dataset", "Test")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


def test_the_real_scan_becomes_a_study(archive: Archive, real_scan: Path) -> None:
    (outcome,) = import_sources(archive, [real_scan])
    key = only_study(archive)
    assert (outcome.status, outcome.study, list(outcome.views)) == ("new", key, [ANT])
    assert is_assumed(outcome.views[ANT]) and "camera maker's name of the picture says anterior" in outcome.views[ANT]
    study = archive.study(key)
    assert (study.date, study.sex, study.projections) == ("2004-08-26", "M", (ANT,))
    view = archive.views(key)[ANT]
    assert view.total == 3_596_452 and view.pixel_mm == (2.26, 2.26)
    assert (archive.folder / view.source.file).read_bytes() == real_scan.read_bytes()
    assert (read_png(archive.picture(key, ANT).read_bytes()) == render(view.counts)).all()


def test_names_leave_no_trace_outside_the_original(archive: Archive, source: Path) -> None:
    put(source, "Planted^Name P1.dcm", odd.two_frames())
    import_sources(archive, [source])
    for path in archive.folder.rglob("*"):
        assert "Planted" not in str(path)
        if path.is_file() and path.suffix != ".dcm":
            assert b"Planted" not in path.read_bytes() and odd.ROOT.encode() not in path.read_bytes()


def test_importing_twice_changes_nothing(archive: Archive, source: Path) -> None:
    put(source, "a.dcm", odd.two_frames())
    import_sources(archive, [source])
    before = tree(archive.folder)
    assert statuses(import_sources(archive, [source])) == ["there"]
    assert tree(archive.folder) == before


def test_a_folder_is_taken_with_everything_below_and_left_as_it_was(archive: Archive, source: Path, real_scan: Path) -> None:
    put(source, "p1/s1/ant.dcm", one(1, SeriesDescription="ANT"))
    put(source, "p1/s2/post.dcm", one(2, SeriesDescription="POST"))
    put(source, "p2/x", one(3, PatientID="P2", StudyInstanceUID="1.2.3.9", ImageID="POST"))
    put(source, "readme.md", b"hello")
    put(source, ".hidden/a.dcm", one(4))
    shutil.copy(real_scan, source / "real.dcm")
    before = tree(source)
    outcomes = import_sources(archive, [source])
    assert tree(source) == before
    assert sorted(statuses(outcomes)) == ["new", "new", "new", "new", "skipped"]
    assert sorted(archive.study(key).projections for key in archive.study_keys()) == [(ANT,), (ANT, POST), (POST,)]


def test_a_second_view_that_comes_later_joins_its_study(archive: Archive, source: Path) -> None:
    import_sources(archive, [put(source, "a.dcm", one(1, ImageID="ANT"))])
    (outcome,) = import_sources(archive, [put(source, "b.dcm", one(2, ImageID="POST"))])
    assert outcome.status == "joined" and list(outcome.views) == [POST]
    views = archive.views(only_study(archive))
    assert (views[ANT].counts == odd.counts_of(1)).all() and (views[POST].counts == odd.counts_of(2)).all()


def test_a_later_view_that_does_not_tell_is_the_other_one(archive: Archive, source: Path) -> None:
    import_sources(archive, [put(source, "a.dcm", one(1, ImageID="ANT"))])
    (outcome,) = import_sources(archive, [put(source, "b.dcm", one(2))])
    assert outcome.views == {POST: "The study's other view is anterior, so this is taken as posterior."}


def test_two_views_that_nothing_tells_are_taken_in_their_order_and_said_to_be_assumed(archive: Archive, source: Path) -> None:
    put(source, "a.dcm", one(1)), put(source, "b.dcm", one(2))
    outcomes = import_sources(archive, [source])
    assert statuses(outcomes) == ["new"] * 2
    assert [dict(outcome.views) for outcome in outcomes] == [{projection: said} for projection, said in ASSUMED_PAIR.items()]
    assert (archive.views(only_study(archive))[ANT].counts == odd.counts_of(1)).all()
    assert all(is_assumed(view.reason) for view in archive.study(only_study(archive)).views)


def test_two_views_that_nothing_tells_may_be_said_one_by_one(archive: Archive, source: Path) -> None:
    first, second = put(source, "a.dcm", one(1)), put(source, "b.dcm", one(2))
    import_sources(archive, [first], view=POST)
    import_sources(archive, [second], view=ANT)
    assert (archive.views(only_study(archive))[POST].counts == odd.counts_of(1)).all()


def test_a_later_view_beside_an_assumed_one_is_assumed_to_be_the_other(archive: Archive, source: Path) -> None:
    import_sources(archive, [put(source, "a.dcm", one(1))])
    (outcome,) = import_sources(archive, [put(source, "b.dcm", one(2))])
    assert outcome.views == {POST: ASSUMED_PAIR[POST]}


def test_another_acquisition_of_the_study_is_a_study_of_its_own(archive: Archive, source: Path) -> None:
    import_sources(archive, [put(source, "a.dcm", odd.two_frames())])
    pixels = np.stack([odd.counts_of(3), odd.counts_of(4)]).astype(np.uint16)
    late = put(source, "b.dcm", odd.file(pixels, AcquisitionTime="141500", SOPInstanceUID="1.2.9", DetectorVector=[1, 2]))
    assert statuses(import_sources(archive, [late])) == ["new"]
    assert len(archive.study_keys()) == 2
    assert statuses(import_sources(archive, [source])) == ["there", "there"]


def test_another_patient_under_the_same_study_is_kept_apart(archive: Archive, source: Path) -> None:
    import_sources(archive, [put(source, "a.dcm", one(1, ImageID="ANT"))])
    (outcome,) = import_sources(archive, [put(source, "b.dcm", one(2, ImageID="POST", PatientID="P2"))])
    assert outcome.status == "new" and "kept apart" in outcome.notes[-1]
    studies = [archive.study(key) for key in archive.study_keys()]
    assert sorted(study.projections for study in studies) == [(ANT,), (POST,)]
    assert len({study.patient for study in studies}) == 2
    assert statuses(import_sources(archive, [source])) == ["there", "there"]


def test_a_study_with_one_undecodable_file_is_not_taken_by_half(archive: Archive, source: Path) -> None:
    put(source, "a.dcm", one(1, ImageID="ANT"))
    put(source, "b.dcm", odd.stream(b"\xff\xd8rubbish!", "1.2.840.10008.1.2.4.70", ImageID="POST"))
    before = tree(archive.folder)
    outcomes = import_sources(archive, [source])
    assert statuses(outcomes) == ["refused"] * 2 and all("decoded" in str(outcome.error) for outcome in outcomes)
    assert tree(archive.folder) == before


@pytest.mark.parametrize("nth", range(1, 4))
def test_a_write_that_fails_leaves_nothing_behind(nth: int, archive: Archive, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(source, "a.dcm", odd.two_frames())
    put(source, "a.txt", b"Description: x")
    before, written = tree(archive.folder), []

    def from_the_nth_on(write: Any) -> Any:
        def failing(*values: Any, **options: Any) -> None:
            written.append(values)
            if len(written) >= nth:
                raise durable.NotSaved("NOT SAVED: the disk is full.")
            write(*values, **options)

        return failing

    for name in ("write", "write_together"):
        monkeypatch.setattr(durable, name, from_the_nth_on(getattr(durable, name)))
    outcomes = import_sources(archive, [source])
    assert outcomes[0].status == "refused" and "full" in str(outcomes[0].error)
    assert archive.study_keys() == []
    left = {name: content for name, content in tree(archive.folder).items() if name not in before}
    assert not left or set(left) == {name for name in left if name.startswith("reports/")}
    monkeypatch.undo()
    assert statuses(import_sources(archive, [source])) == ["new", "report"]


def test_a_file_that_changes_while_it_is_read_is_not_taken(archive: Archive, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lying = odd.file(odd.counts_of(1).T.copy().astype(np.uint16))
    path, real_draw = put(source, "a.dcm", lying), Decoder.draw

    def changing(self: Decoder, *given: Any) -> Any:
        path.write_bytes(one(2))
        return real_draw(self, *given)

    monkeypatch.setattr(Decoder, "draw", changing)
    monkeypatch.setattr(Stage, "_copy", lambda *_: (None, None))  # as where the disk has no room for a copy
    (outcome,) = import_sources(archive, [path])
    assert outcome.status == "refused" and "changed" in str(outcome.error) and archive.study_keys() == []


def test_cancelling_keeps_what_was_finished(archive: Archive, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study_writer, "TOGETHER", 2)
    for number in range(4):
        put(source, f"{number}.dcm", one(number, StudyInstanceUID=f"1.2.{number}", PatientID=str(number)))
    seen: list[tuple[int, int]] = []
    outcomes = import_sources(
        archive, [source], progress=lambda done, total, name: seen.append((done, total)), cancelled=lambda: len(seen) >= 6
    )
    assert statuses(outcomes).count("new") == 2 == len(archive.study_keys())
    assert sum("stopped" in str(outcome.error) for outcome in outcomes) == 2
    assert [done for done, _ in seen] == list(range(1, len(seen) + 1)) and {total for _, total in seen} == {8}


def test_pictures_of_a_public_data_set_pair_by_folder_and_name(archive: Archive, source: Path) -> None:
    pixels = {
        name: odd.counts_of(seed, top=4000).astype(np.uint16)
        for seed, name in enumerate(["yes/ANT/7", "yes/POST/7", "no/ANT/7", "no/POST/8"])
    }
    for name, counts in pixels.items():
        put(source, f"{name}.png", write_png(counts))
    assert statuses(import_sources(archive, [source])) == ["new"] * 4
    assert sorted(archive.study(key).projections for key in archive.study_keys()) == [(ANT,), (ANT, POST), (POST,)]
    pair = next(key for key in archive.study_keys() if len(archive.study(key).projections) == 2)
    views = archive.views(pair)
    assert (views[ANT].counts == pixels["yes/ANT/7"]).all() and (views[POST].counts == pixels["yes/POST/7"]).all()
    assert views[ANT].source.file.endswith(".png")
    assert statuses(import_sources(archive, [source])) == ["there"] * 4


def test_a_picture_that_comes_later_joins_by_its_name(archive: Archive, source: Path) -> None:
    import_sources(archive, [put(source, "12_POST.png", write_png(odd.counts_of(2).astype(np.uint8)))])
    (outcome,) = import_sources(archive, [put(source, "12_ANT.png", write_png(odd.counts_of(1).astype(np.uint8)))])
    assert outcome.status == "joined"
    assert archive.study(only_study(archive)).projections == (ANT, POST)
    assert statuses(import_sources(archive, [source])) == ["there", "there"]


def test_a_scan_outside_stays_outside(tmp_path: Path, source: Path) -> None:
    archive = Archive.create(tmp_path / "dataset", "Test")
    settings = json.loads((archive.folder / "dataset.json").read_bytes())
    (archive.folder / "dataset.json").write_text(json.dumps(settings | {"scans": [str(source)]}))
    archive = Archive(archive.folder)
    path = put(source, "a.dcm", odd.two_frames())
    import_sources(archive, [source])
    assert archive.study(only_study(archive)).views[0].file == str(path)
    assert not (archive.folder / "scans").exists()
    assert archive.views(only_study(archive))[ANT].total == odd.counts_of(1).sum()


@pytest.mark.parametrize(("make", "word"), [("missing", "not there"), ("empty", "No scan"), ("inside", "inside the dataset")])
def test_a_source_that_cannot_be_used_says_so(make: str, word: str, archive: Archive, source: Path) -> None:
    given = {"missing": source / "nowhere", "empty": source, "inside": archive.folder / "pictures"}[make]
    if make == "inside":
        put(archive.folder, "pictures/a.png", b"x")
    (outcome,) = import_sources(archive, [given])
    assert not outcome.taken and word in str(outcome.error)


def test_a_folder_that_may_not_be_opened_is_named(archive: Archive, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    put(source, "open/a.dcm", one(1))
    put(source, "closed/b.dcm", one(2))
    real_scandir = os.scandir

    def scandir(path: Any = ".") -> Any:
        if str(path) == str(source / "closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    closed, taken = import_sources(archive, [source])
    assert (closed.source, closed.status, taken.status) == (str(source / "closed"), "refused", "new")


def test_a_folder_that_holds_the_dataset_is_taken_without_it(archive: Archive, tmp_path: Path, source: Path) -> None:
    put(source, "a.dcm", odd.two_frames())
    import_sources(archive, [tmp_path])
    assert statuses(import_sources(archive, [tmp_path])) == ["there"]


def test_views_are_exchanged_until_somebody_reads(archive: Archive, source: Path) -> None:
    put(source, "a.dcm", odd.two_frames())
    import_sources(archive, [source])
    key = only_study(archive)
    reader = Archive(archive.folder, "R1")
    study = correct_projection(reader, key, {ANT: POST, POST: ANT})
    assert [(view.projection, view.frame, view.corrected_by) for view in study.views] == [(ANT, 1, "R1"), (POST, 0, "R1")]
    views = Archive(archive.folder).views(key)
    assert (views[ANT].counts == odd.counts_of(2)).all()
    assert (read_png(archive.picture(key, ANT).read_bytes()) == render(views[ANT].counts)).all()
    assert statuses(import_sources(archive, [source])) == ["there"]
    put(archive.folder, f"readings/R2/{key}_ANT.json", b"{}")
    with pytest.raises(CorrectionError) as refused:
        correct_projection(reader, key, {ANT: POST, POST: ANT})
    assert "reading" not in str(refused.value) and "study lead" in str(refused.value)


def test_a_single_view_is_moved(archive: Archive, real_scan: Path) -> None:
    import_sources(archive, [real_scan])
    key = only_study(archive)
    assert correct_projection(Archive(archive.folder, "R1"), key, {ANT: POST}).projections == (POST,)
    assert archive.picture(key, POST).exists() and not archive.picture(key, ANT).exists()


def test_a_correction_that_makes_no_sense_is_refused(archive: Archive, source: Path, real_scan: Path) -> None:
    import_sources(archive, [real_scan])
    with pytest.raises(CorrectionError, match="no posterior"):
        correct_projection(archive, only_study(archive), {POST: ANT})
    import_sources(archive, [put(source, "a.dcm", odd.two_frames())])
    pair = next(key for key in archive.study_keys() if len(archive.study(key).projections) == 2)
    with pytest.raises(CorrectionError, match="already has"):
        correct_projection(archive, pair, {ANT: POST})
