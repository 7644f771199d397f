"""The study lead exchanges the views of a study that readers have begun: label files go along, as one act, and the audits say so."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.checks.audit import verify
from dspic_gui.dataset import audit, exchange
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.mark_figures import MarkFigures
from dspic_gui.desk.projection_correction import (
    CONFIRM,
    EXCHANGE,
    CorrectionError,
    confirm_projection,
    correct_projection,
)
from dspic_gui.desk.versions import reading_versions
from dspic_gui.reading import Lesion, Reading
from dspic_gui.scans.view_reasons import ASSUMED_PAIR
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset

ANT, POST = Projection
BOTH = {ANT: POST, POST: ANT}


@pytest.fixture
def lead(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "d", 1)


def key_of(archive: Archive) -> str:
    return archive.study_keys()[0]


def drawn(lead: Archive, reader: str, *marks: Lesion) -> Reading:
    own = lead.as_reader(reader)
    reading = Reading(key_of(lead), reader).adding(*marks)
    own.save(reading, MarkFigures(own.views(key_of(lead))).of(reading.lesions))
    return reading


def read(lead: Archive, reader: str) -> Reading:
    found = Archive(lead.folder, reader).reading(reader, key_of(lead))
    assert found is not None
    return found


def acts(lead: Archive, reader: str) -> list[tuple[str, str | None]]:
    return [(line.act, line.reason) for line in audit.read(lead.folder / "audit" / f"{reader}.jsonl")]


# The middle column is 128: in the anterior view a mark at small x lies on the patient's right.


def test_the_marks_of_all_readers_go_with_their_views_and_sides_that_were_read_off_the_position_change(lead: Archive) -> None:
    by_place, by_word = lesion(60, 290, label="metastasis:rib:right"), lesion(60, 500, label="metastasis:rib:left")
    drawn(lead, "R1", by_place, by_word)
    behind = lesion(60, 290, POST, label="arthritis:knee:bilateral")
    drawn(lead, "guest", behind)
    pixels = lead.views(key_of(lead))[ANT].counts
    correct_projection(lead, key_of(lead), BOTH)

    again = Archive(lead.folder)
    assert (again.views(key_of(lead))[POST].counts == pixels).all()
    assert [(mark.uid, mark.projection, mark.label, mark.shape) for mark in read(lead, "R1").lesions] == [
        (by_place.uid, POST, "metastasis:rib:left", by_place.shape),
        (by_word.uid, POST, "metastasis:rib:left", by_word.shape),
    ]
    assert [(mark.projection, mark.label) for mark in read(lead, "guest").lesions] == [(ANT, behind.label)]
    assert acts(lead, "R1") == [("save", None), (EXCHANGE, "by the lead")] and acts(lead, "lead") == [(EXCHANGE, None)]
    assert verify(lead.folder)[1] == []
    assert not (lead.folder / ".exchange" / key_of(lead)).exists()
    assert reading_versions(Archive(lead.folder, "R1"), key_of(lead)) == []
    assert len(list((lead.folder / ".versions").rglob("*.before-*/*.json"))) == 4


def test_one_view_moves_and_its_label_file_goes_away(tmp_path: Path) -> None:
    lead = small_dataset(tmp_path / "d", 1, views=(ANT,))
    mark = lesion()
    drawn(lead, "R1", mark)
    correct_projection(lead, key_of(lead), {ANT: POST})
    assert [one.projection for one in read(lead, "R1").lesions] == [POST]
    assert not lead.reading_path("R1", key_of(lead), ANT).exists() and verify(lead.folder)[1] == []


def test_a_reader_may_not_and_learns_of_nobody(lead: Archive) -> None:
    drawn(lead, "guest", lesion())
    with pytest.raises(CorrectionError) as refused:
        correct_projection(lead.as_reader("R1"), key_of(lead), BOTH)
    assert "study lead" in str(refused.value) and "read already" not in str(refused.value)
    assert not (lead.folder / "audit" / "R1.jsonl").exists()


def test_a_reader_exchanges_what_nobody_marked_and_the_audit_says_so(lead: Archive) -> None:
    study = correct_projection(lead.as_reader("R1"), key_of(lead), BOTH)
    assert [view.corrected_by for view in study.views] == ["R1", "R1"]
    assert acts(lead, "R1") == [(EXCHANGE, None)] and verify(lead.folder)[1] == []


def test_after_a_seal_the_views_stay_until_it_is_reopened(lead: Archive) -> None:
    reading = drawn(lead, "R1", lesion())
    reader = Archive(lead.folder, "R1")
    reader.seal(read(lead, "R1"))
    with pytest.raises(CorrectionError, match="sealed"):
        correct_projection(lead, key_of(lead), BOTH)
    Archive(lead.folder, "R1").reopen(key_of(lead), "views exchanged")
    correct_projection(lead, key_of(lead), BOTH)
    assert [mark.uid for mark in read(lead, "R1").in_view(POST)] == [mark.uid for mark in reading.lesions]


@pytest.mark.parametrize("kept", range(1, 12))
def test_what_a_power_cut_left_half_done_is_finished_at_the_next_opening(kept: int, lead: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = lesion()
    drawn(lead, "R1", mark)
    before = {path: path.read_bytes() for path in lead.folder.rglob("*.*") if path.is_file()}
    left = [kept]
    write = durable.write

    class CutError(Exception):
        pass

    def cut(path: Path, *content: object, **more: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise CutError
        write(path, *content, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(durable, "write", cut)
    with suppress(CutError):
        correct_projection(lead, key_of(lead), BOTH)
    monkeypatch.undo()
    begun = bool(layout.exchanges(lead.folder, exchange.PLAN)) or left[0] >= 0
    (found,) = read(lead, "R1").lesions
    exchanged = Archive(lead.folder).study(key_of(lead)).views[0].corrected_by == "lead"
    assert exchanged is begun and found.projection is (POST if begun else ANT)
    assert verify(lead.folder)[1] == []
    if not begun:
        assert all(path.read_bytes() == content for path, content in before.items())


def test_a_plan_that_was_only_left_behind_takes_nothing_back(lead: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(lead, "R1", lesion())
    still_open, unlink = Archive(lead.folder, "R1"), Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.name == exchange.PLAN:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        patch.setattr(exchange.shutil, "rmtree", lambda *_, **__: None)
        correct_projection(lead, key_of(lead), BOTH)
    assert layout.exchanges(lead.folder, exchange.PLAN)
    found = still_open.reading("R1", key_of(lead))
    assert found is not None and [mark.projection for mark in found.lesions] == [POST]
    later = replace(found, lesions=(lesion(120, view=POST),))
    still_open.save(later)
    assert read(lead, "R1").lesions == later.lesions and not layout.exchanges(lead.folder, exchange.PLAN)
    assert [act for act, _ in acts(lead, "R1")].count(EXCHANGE) == 1 and verify(lead.folder)[1] == []


def test_what_fails_once_all_is_done_is_not_told_as_refused(lead: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is told so tries again, and that would exchange the views back; who wants them back later can have it."""
    key, real, seen = lead.study_keys()[0], durable.sync_folder, list[bool]()

    def refused(folder: Path) -> None:
        if folder.name == key:
            seen.append((folder / exchange.PLAN).exists())
            if any(seen) and not seen[-1]:  # the plan was there, and is gone
                raise OSError(errno.EIO, "x")
        real(folder)

    before = {view.projection: view.file for view in lead.study(key).views}
    with monkeypatch.context() as broken:
        broken.setattr(durable, "sync_folder", refused)
        correct_projection(lead, key, BOTH)
    assert True in seen and not seen[-1]
    assert {view.projection.other: view.file for view in lead.study(key).views} == before
    correct_projection(lead, key, BOTH)
    assert {view.projection: view.file for view in lead.study(key).views} == before


def test_a_plan_that_leads_out_of_the_dataset_is_left_alone(lead: Archive, tmp_path: Path) -> None:
    plan = lead.folder / layout.exchange_folder(key_of(lead)) / exchange.PLAN
    plan.parent.mkdir(parents=True)
    outside = tmp_path / "precious.txt"
    outside.write_text("mine", encoding="utf-8")
    plan.write_text('{"files": {"../precious.txt": ""}, "acts": []}', encoding="utf-8")
    Archive(lead.folder)
    assert outside.read_text(encoding="utf-8") == "mine"


def test_a_confirmed_view_is_written_down(lead: Archive) -> None:
    study = lead.study(key_of(lead))
    lead.save_study(replace(study, views=tuple(replace(view, reason=ASSUMED_PAIR[view.projection]) for view in study.views)))
    confirm_projection(lead.as_reader("R2"), key_of(lead))
    assert [view.corrected_by for view in Archive(lead.folder).study(key_of(lead)).views] == ["R2", "R2"]
    assert acts(lead, "R2") == [(CONFIRM, None)] and verify(lead.folder)[1] == []
