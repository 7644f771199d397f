"""The truth of a simulated view: regions that lie where the bones are, masks that are the lesions, expected counts that are the scan's."""

from __future__ import annotations

import io

import numpy as np
import pytest

from dspic_gui.code import Side
from dspic_gui.disease import Answer, Disease
from dspic_gui.regions.lesion_masks import disease_planes, read_lesion_masks
from dspic_gui.regions.region_map import read_region_map, region_value
from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.benign import draw_benign
from training.simulate.draw import draw_patient
from training.simulate.finding import draw_findings
from training.simulate.lesion import TrueLesion
from training.simulate.point_region import point_regions
from training.simulate.region_truth import halved
from training.simulate.scan import Scan, scan
from training.simulate.skeleton import Skeleton, load_skeleton
from training.simulate.truth_file import truth_files


@pytest.fixture(scope="module")
def skeleton() -> Skeleton:
    return load_skeleton()


@pytest.fixture(scope="module")
def made(skeleton: Skeleton) -> list[Scan]:
    found = []
    for number in range(8):
        patient = draw_patient(np.random.default_rng([90, number]), number, list(Answer)[number % 4])
        found.append(scan(patient, draw_findings(np.random.default_rng([91, number]), patient, skeleton), skeleton))
    return found


def test_every_part_has_points_and_sides_where_the_code_book_has_them(skeleton: Skeleton) -> None:
    found = set(np.unique(point_regions(skeleton)).tolist())
    for part in ("shoulder", "elbow", "wrist", "hand", "hip", "knee", "ankle", "foot", "sacroiliac_joint", "rib", "clavicle", "pelvis"):
        assert {region_value(part, Side.RIGHT), region_value(part, Side.LEFT)} <= found
    for part in ("skull", "mandible", "cervical_spine", "thoracic_spine", "lumbar_spine", "sacrum", "sternum"):
        assert region_value(part) in found


@pytest.mark.parametrize(
    ("landmark", "part", "paired"),
    [
        ("skull", "skull", False),
        ("lumbar3_body", "lumbar_spine", False),
        ("knee", "knee", True),
        ("hip", "hip", True),
        ("ankle", "ankle", True),
    ],
)
def test_regions_lie_at_their_landmarks(made: list[Scan], landmark: str, part: str, paired: bool) -> None:
    right = []
    for one in made:
        for end, side in (("_r", Side.RIGHT), ("_l", Side.LEFT)) if paired else (("", None),):
            place = one.figure.marks[landmark + end]
            row, column = int(one.frame.rows(place[2])), int(one.frame.columns(place[0]))
            right.append(one.regions[Projection.ANT].at(row, column) == (part, side))
            right.append(one.regions[Projection.POST].at(row, COLUMNS - 1 - column) == (part, side))
    assert np.mean(right) > 0.7, landmark


def test_regions_come_in_blocks_of_the_half_size_and_air_belongs_to_none(made: list[Scan]) -> None:
    for one in made:
        for view in Projection:
            values = one.regions[view].values
            assert np.array_equal(values[::2, ::2].repeat(2, 0).repeat(2, 1), values)
            assert not values[::2, ::2][halved(one.expected[view]) < 4 * one.patient.acquisition.air].any()
            assert 0.04 < (values > 0).mean() < 0.35


def test_a_hot_lesion_lies_in_its_own_region(made: list[Scan]) -> None:
    right = []
    for one in made:
        for view in Projection:
            for mark in one.visible(view):
                if not mark.lesion.bones:
                    row, column = np.unravel_index(int(mark.excess.argmax()), mark.excess.shape)
                    found = one.regions[view].at(mark.top + int(row), mark.left + int(column))
                    right.append(found == (mark.lesion.part, mark.lesion.side))
    assert len(right) > 20
    assert np.mean(right) > 0.85


def test_files_hold_what_the_scan_knows(made: list[Scan]) -> None:
    for one in made:
        for view in Projection:
            files = truth_files(one, view, "full")
            assert np.array_equal(read_region_map(files["regions.png"]).values, one.regions[view].values)
            lesions = read_lesion_masks(files["lesions.npz"])
            assert [lesion.number for lesion in lesions] == [mark.lesion.number for mark in one.marks[view]]
            assert {lesion.number for lesion in lesions if lesion.visible} == {mark.lesion.number for mark in one.shown(view)}
            for mark in one.shown(view):
                lesion = next(each for each in lesions if each.number == mark.lesion.number)
                plane = np.zeros((ROWS, COLUMNS), dtype=bool)
                lesion.paint(plane, True)
                assert mark.outline is not None
                inside = mark.outline.mask(ROWS, COLUMNS)
                assert (inside & ~plane).sum() <= 0.25 * inside.sum() + 4
            metastasis, arthritis, _ = disease_planes(lesions)
            shown = {mark.lesion.disease for mark in one.visible(view)}
            assert (metastasis.any(), arthritis.any()) == (Disease.METASTASIS in shown, Disease.ARTHRITIS in shown)


def test_expected_counts_are_stored_at_the_size_that_was_asked_for(made: list[Scan]) -> None:
    one = made[0]
    for name, wanted in (("full", one.expected[Projection.ANT]), ("half", halved(one.expected[Projection.ANT]))):
        stored = np.load(io.BytesIO(truth_files(one, Projection.ANT, name)["expected.npy"]))
        assert stored.dtype == np.float16
        assert stored.shape == wanted.shape
        assert np.allclose(stored, np.minimum(wanted, 65000.0), rtol=1e-3, atol=1e-3)
        assert float(stored.sum(dtype=np.float64)) == pytest.approx(one.patient.acquisition.counts[Projection.ANT], rel=2e-3)
    assert set(truth_files(one, Projection.ANT)) == {"regions.png", "lesions.npz"}


def test_what_is_neither_is_true_of_its_own_kind_and_leaves_the_view_normal(skeleton: Skeleton) -> None:
    patient = draw_patient(np.random.default_rng(3), 0, Answer.NORMAL)
    bone = "rib6_l"
    place = skeleton.of(bone)[skeleton.of(bone)[:, 1].argmin()]
    crack = TrueLesion(1, None, "rib", Side.LEFT, bone, tuple(place.tolist()), (0.0, 0.0, 1.0), (8.0, 8.0), 4.0, benign="fracture")
    one = scan(patient, (crack,), skeleton)
    assert [mark.lesion.kind for mark in one.shown(Projection.ANT)] == ["fracture"]
    assert not one.visible(Projection.ANT)
    assert one.answer() is Answer.NORMAL
    assert crack.label == "variant:rib:left"
    planes = disease_planes(read_lesion_masks(truth_files(one, Projection.ANT)["lesions.npz"]))
    assert not any(plane.any() for plane in planes)


def test_benign_findings_keep_away_from_lesions_and_count_on(skeleton: Skeleton) -> None:
    checked = 0
    for number in range(60):
        patient = draw_patient(np.random.default_rng([92, number]), number, Answer.METASTATIC)
        found = draw_findings(np.random.default_rng([93, number]), patient, skeleton)
        assert [lesion.number for lesion in found] == list(range(1, len(found) + 1))
        ours = [lesion for lesion in found if lesion.disease]
        for one in found[len(ours) :]:
            assert one.disease is None and one.benign in ("fracture", "paget", "surgery", "focus")
            assert all(np.linalg.norm(np.subtract(one.place, other.place)) > 5.0 for other in ours)
            checked += 1
    assert checked > 8


def test_benign_findings_have_their_frequency(skeleton: Skeleton) -> None:
    patient = draw_patient(np.random.default_rng(5), 0, Answer.NORMAL)
    found = [draw_benign(np.random.default_rng([94, number]), patient, skeleton) for number in range(1500)]
    shares = {kind: np.mean([any(one.benign == kind for one in ones) for ones in found]) for kind in ("fracture", "paget", "focus")}
    old = 1.0 + (patient.build.age - 60) / 30.0
    assert shares["fracture"] == pytest.approx(0.11 * old, abs=0.03)
    assert shares["paget"] == pytest.approx(0.012 * old, abs=0.01)
    assert shares["focus"] == pytest.approx(0.05, abs=0.02)
