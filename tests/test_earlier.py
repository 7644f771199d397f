"""What an earlier version left on disk opens as before: dataset, histories, kept predictions, settings, index, model and run."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from pathlib import Path

import pytest

from dspic_gui import cli
from dspic_gui.dataset import sittings
from dspic_gui.dataset.archive import Archive
from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk
from dspic_gui.model.classifier import Classifier
from dspic_gui.opinion.second_opinion import study_prediction
from dspic_gui.prediction_file import read_prediction
from dspic_gui.reading import State
from dspic_gui.recent import RecentDatasets
from dspic_gui.reviews import read_reviews
from dspic_gui.study import Projection
from dspic_gui.training_run.folder import read_training_folder
from dspic_gui.worklist.rows import Worklist
from tests.made.earlier import EARLIER, earlier_dataset, earlier_user, facts
from tests.made.small_dataset import lesion
from tests.places import ROOT, SMALL_MODEL

ANT = Projection.ANT
CHANGED = {"classes"}
"""What is counted otherwise today: provisional and disputed labels are left out."""


@pytest.fixture
def earlier(tmp_path: Path) -> Archive:
    return Archive(earlier_dataset(tmp_path))


def test_its_files_keep_every_rule_and_the_audits_hold(
    earlier: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", str(earlier.folder)]) == 0
    assert "Everything fits" in capsys.readouterr().out
    cli.main(["check", str(earlier.folder)])
    *broken, _, _ = capsys.readouterr().out.splitlines()
    assert all(line.endswith("there is no such picture.") for line in broken)  # of drawn studies
    assert not any(facts()["imported"] in line for line in broken)


@pytest.mark.parametrize("words", facts()["said"])
def test_the_commands_say_of_it_what_they_said(
    earlier: Archive, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    command, *more = words.split()
    assert cli.main([command, str(earlier.folder), *more, "--json"]) in (0, 1)
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    before = facts()["said"][words]
    assert len(said) == len(before)
    for now, then in zip(said, before, strict=True):
        same = [name for name in then if name not in CHANGED]
        assert {name: now.get(name) for name in same} == {name: then[name] for name in same}


def test_a_draft_goes_on_with_its_history_and_can_be_sealed(earlier: Archive) -> None:
    key, own = facts()["imported"], earlier.as_reader("R1")
    found = own.open_reading("R1", key)
    assert found is not None and not found.notes and not found.edited_elsewhere
    assert [one.label for one in found.reading.lesions] == ["metastasis:rib:left"]
    views = own.views(key)
    assert views[ANT].counts.shape == (1024, 256) and views[ANT].counts.max() == 140
    desk = ReadingDesk(own, found.reading, views)
    assert desk.can_undo and desk.can_redo
    desk.redo()
    assert {one.label for one in desk.reading.lesions} == {
        "metastasis:rib:left",
        "arthritis:knee:left",
    }
    desk.undo()
    desk.commit(desk.reading.adding(lesion(150, 700, label="arthritis:knee:left")))
    desk.seal()
    again = Archive(earlier.folder, "R1").reading("R1", key)
    assert again is not None and again.state is State.SEALED and len(again.lesions) == 2


def test_votes_decisions_reviews_and_sittings_are_read(earlier: Archive) -> None:
    first, key = facts()["drawn"][0], facts()["imported"]
    desk = AdjudicationDesk(earlier.as_reader("R3"), earlier.study(first))
    (settled,) = [item for item in desk.items if item.settled is not None]
    assert settled.settled is not None and settled.settled.comment == "seen in both views"
    assert desk.waiting
    (review,) = read_reviews(earlier.as_reader("R2"), "R2", first)
    assert review.comment == "not a lesion" and review.at == "2026-03-06T07:08:09Z"
    assert sittings.skips(earlier.folder, "R2") == {key: "The report is missing."}
    assert [one.act for one in sittings.entries(earlier.folder, "R1")] == ["begin", "read"]


def test_a_prediction_that_was_kept_is_not_asked_for_again(
    earlier: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = {name: hashlib.sha256((SMALL_MODEL / name).read_bytes()).hexdigest() for name in facts()["small_model"]}
    assert hashes == facts()["small_model"], "the small model is no longer the one of that version"
    small, key = Classifier.open(SMALL_MODEL), facts()["drawn"][0]
    kept = read_prediction(earlier, small.identity, key)
    assert kept is not None
    now = small.classify(earlier.views(key)[ANT]).prediction
    assert now.probabilities == pytest.approx(kept.views[ANT].probabilities, abs=1e-3)
    monkeypatch.setattr(small, "classify", None)
    assert study_prediction(earlier, small, key) == kept


def test_its_index_gives_the_rows_of_a_fresh_one(earlier: Archive, tmp_path: Path) -> None:
    from dspic_gui.places import cache_folder

    earlier_user(tmp_path)
    kept = Worklist(earlier.folder, "R1", cache_folder() / "worklists")
    fresh = Worklist(earlier.folder, "R1", tmp_path / "other")
    kept.refresh()
    fresh.refresh()
    assert list(kept.everything()) == list(fresh.everything()) != []
    kept.close()
    fresh.close()


def test_recent_datasets_are_known(tmp_path: Path) -> None:
    folder = earlier_dataset(tmp_path)
    earlier_user(tmp_path)
    (row,) = RecentDatasets().datasets()
    assert row.present and row.path == folder and row.name == "Small"


def test_a_run_is_shown_as_far_as_it_came() -> None:
    run = read_training_folder(EARLIER / "run")
    assert run.begun and not run.finished and [row.epoch for row in run.rows] == [1]


def test_every_child_that_is_started_is_a_module_with_an_end() -> None:
    """The names of children are texts that no import checks when a module is moved."""
    named = set()
    for path in (ROOT / "dspic_gui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'(?:"-m", |start_child\(\s*|open_child\(\s*)"([\w.]+)"', text))
    assert named >= {
        "dspic_gui.cli",
        "dspic_gui.scans.decoder_child",
        "dspic_gui.worklist.builder",
        "dspic_gui.model.network_child",
    }
    for name in named:
        found = importlib.util.find_spec(name)
        assert found is not None and found.origin is not None, name
        assert 'if __name__ == "__main__":' in Path(found.origin).read_text(encoding="utf-8"), name
