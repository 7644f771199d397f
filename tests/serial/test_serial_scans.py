"""A prior laid over a follow-up that lies elsewhere: places, counts, what changed, and how that is measured."""

import json

import numpy as np
import pytest

from dspic_gui.burden.sources import TruthRegions
from dspic_gui.cli import main
from dspic_gui.regions.lesion_masks import LesionMask
from dspic_gui.regions.region_map import RegionMap
from dspic_gui.serial.compare import changes_in_pictures, changes_of_marks, compare
from dspic_gui.serial.known_change import Change, known_changes
from dspic_gui.serial.measure import WARPED, CaseMarks, measure, pairs_of, sensitivity
from dspic_gui.serial.points import body_edges, matched_points
from dspic_gui.serial.two_colours import LESS, MORE, two_colours
from dspic_gui.serial.warp import WarpError, warp_of
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.made.follow_up_dataset import KEPT, MOVED, NEW, OLD, SHARE, follow_up_dataset, keys, mark, regions

ANT, POST = Projection


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    return follow_up_dataset(tmp_path_factory.mktemp("serial") / "d")


@pytest.fixture(scope="module")
def views(followed):
    prior, present = keys(followed)
    maps = tuple(TruthRegions(followed).of_study(key) for key in (present, prior))
    return compare(followed.views(present), followed.views(prior), maps)


def test_places_of_the_prior_are_found_again(views):
    places = np.array([[300.0, 128.0], [560.0, 100.0], [690.0, 98.0]])
    moved = views[ANT].warp.forward(places)
    assert np.abs(moved - places - MOVED).max() < 2.0
    back = views[ANT].warp.field[:, 574, 91]
    assert np.abs(back - (560, 100)).max() < 2.0


def test_healthy_bone_sets_the_scale(views):
    assert views[ANT].difference.scale == pytest.approx(SHARE, rel=0.05)
    assert views[POST].difference.scale == pytest.approx(SHARE, rel=0.05)


def test_what_is_new_and_gone_is_listed_with_its_bone(views):
    rows = changes_in_pictures(views)
    assert {(row.change, row.projection) for row in rows} == {
        (change, one) for change in (Change.NEW, Change.GONE) for one in Projection
    }
    new = next(row for row in rows if row.change is Change.NEW and row.projection is ANT)
    assert (new.part, str(new.side)) == ("pelvis", "right") and new.ratio > 2
    assert abs(new.place[0] - NEW[2] - MOVED[1]) < 6 and abs(new.place[1] - NEW[1] - MOVED[0]) < 6
    gone = next(row for row in rows if row.change is Change.GONE and row.projection is ANT)
    assert gone.part == "thoracic_spine" and gone.ratio < 0.6
    assert abs(gone.place[1] - OLD[1] - MOVED[0]) < 6


def test_own_marks_are_matched_through_the_warp(views):
    here = (mark(KEPT, later=True), mark(NEW, later=True, label="metastasis:pelvis:right"))
    there = (mark(OLD, later=False), mark(KEPT, later=False))
    rows = changes_of_marks(views, here, there)
    assert [row.change for row in rows] == [Change.SAME, Change.NEW, Change.GONE]
    assert rows[0].ratio == pytest.approx(1.0, abs=0.15) and rows[1].label == "metastasis:pelvis:right"
    assert changes_of_marks(views, (), ()) == []


def test_colours_lie_where_something_changed_and_nowhere_else(views):
    picture = two_colours(views[ANT].difference)
    row, column = NEW[1] + MOVED[0], NEW[2] + MOVED[1]
    assert tuple(picture[row, column, :3]) == MORE and picture[row, column, 3] > 150
    row, column = OLD[1] + MOVED[0], OLD[2] + MOVED[1]
    assert tuple(picture[row, column, :3]) == LESS and picture[row, column, 3] > 150
    row, column = KEPT[1] + MOVED[0], KEPT[2] + MOVED[1]
    assert picture[row, column, 3] == 0
    assert (picture[..., 3] > 0).mean() < 0.01


def test_without_maps_the_outline_serves_and_nothing_is_listed(followed):
    prior, present = keys(followed)
    found = compare(followed.views(present), followed.views(prior), None)
    moved = found[ANT].warp.forward(np.array([[300.0, 128.0]]))[0]
    assert np.abs(moved - (314, 119)).max() < 8
    assert changes_in_pictures(found) == []


def test_what_cannot_be_laid_over_is_a_sentence(followed):
    prior, present = keys(followed)
    nothing = np.zeros((ROWS, COLUMNS), dtype=np.int32)
    assert (body_edges(nothing) == -1).all()
    with pytest.raises(WarpError, match="too little of a body"):
        warp_of(matched_points(nothing, nothing, None))
    with pytest.raises(WarpError, match="shares no view"):
        compare({ANT: followed.views(present)[ANT]}, {POST: followed.views(prior)[POST]}, None)
    empty = RegionMap(np.zeros((ROWS, COLUMNS), dtype=np.uint8))
    assert matched_points(nothing, nothing, (empty, empty)).regions == 0


def test_landmarks_skip_what_one_scan_cuts():
    whole, cut = RegionMap(regions(False)), RegionMap(regions(False).copy())
    cut.values[690:, :] = 0
    counts = np.where(regions(False) > 0, 20, 0)
    assert matched_points(counts, counts, (whole, cut)).regions < matched_points(counts, counts, (whole, whole)).regions


def test_known_change_by_number():
    def lesion(number, contrast, visible=True):
        return LesionMask(number, "metastasis", "rib", None, visible, contrast, 9.0, 1.0, 0, 0, np.ones((2, 2), dtype=bool))

    prior = {ANT: [lesion(1, 2.0), lesion(2, 2.0), lesion(3, 2.0), lesion(5, 2.0), lesion(6, 0.1, False)]}
    present = {ANT: [lesion(2, 3.0), lesion(3, 2.1), lesion(4, 1.0), lesion(5, 1.0), lesion(6, 2.0)]}
    found = {one.number: one.change for one in known_changes(present, prior)}
    assert found == {
        1: Change.GONE, 2: Change.GROWN, 3: Change.SAME, 4: Change.NEW, 5: Change.FADED, 6: Change.NEW,
    }  # fmt: skip


def test_sensitivity_at_false_marks_a_case():
    cases = [CaseMarks("a", (9.0, 2.0), (5.0, 1.0)), CaseMarks("b", (4.0, -1.0), (3.0, 0.5))]
    assert [sensitivity("", cases, rate, 20).value for rate in (0.5, 1.0, 2.0)] == [0.5, 0.75, 0.75]
    assert np.isnan(sensitivity("", [], 2.0, 20).value)


def test_the_detector_finds_the_new_lesion_and_the_command_says_so(followed, capsys):
    (pair,) = pairs_of(followed)
    assert (pair.prior, pair.present) == keys(followed)
    marks = measure(followed, TruthRegions(followed), [pair])
    assert min(marks[WARPED][0].changes) > 5 and len(marks[WARPED][0].changes) == 1
    assert main(["subtract", str(followed.folder), "--json", "--samples", "5", "--false", "2"]) == 0
    rows = {row["method"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert rows[WARPED]["value"] == 1.0 and rows[WARPED]["cases"] == 1 and len(rows) == 4


def test_the_command_refuses_what_has_no_follow_up(tmp_path, capsys):
    from dspic_gui.dataset.archive import Archive

    folder = Archive.create(tmp_path / "d", "Once").folder
    assert main(["subtract", str(folder)]) == 2
    assert "two studies" in capsys.readouterr().err
    assert main(["subtract", str(folder), "--pairs", "0"]) == 2
