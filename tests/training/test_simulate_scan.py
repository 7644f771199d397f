"""The simulated scan: skeleton, patients, camera and lesions, applied without a random number."""

from dataclasses import replace

import numpy as np
import pytest

from dspic_gui.code import Side, load_code_book
from dspic_gui.disease import Answer, Disease
from dspic_gui.shape import overlap
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.training.regions import POPULATION, boxes, medians, noise_ratio
from training.simulate.anatomy import body_part, bone_uptake, side
from training.simulate.camera import resolution_mm
from training.simulate.draw import draw_patient, draw_visit
from training.simulate.finding import draw_lesions, progressed
from training.simulate.landmark import landmarks
from training.simulate.lesion import TrueLesion
from training.simulate.mark import EDGE
from training.simulate.metastasis import SITES
from training.simulate.patient import Prosthesis
from training.simulate.scan import counted, scan
from training.simulate.skeleton import _posed_meshes, load_skeleton


@pytest.fixture(scope="module")
def skeleton():
    return load_skeleton()


def test_the_skeleton_leaves_nothing_where_the_user_is(monkeypatch, tmp_path, capfd):
    monkeypatch.chdir(tmp_path)
    next(_posed_meshes())
    assert list(tmp_path.iterdir()) == [] and capfd.readouterr() == ("", "")


JOINTS_OF = {
    "femur": ("hip", "knee"),
    "pelvis": ("hip", "sacroiliac_joint"),
    "sacrum": ("sacroiliac_joint",),
    "humerus": ("shoulder",),
    "scapula": ("shoulder",),
    "clavicle": ("shoulder",),
    "sternum": ("clavicle",),
}
"""Joints that the ends of bones belong to."""


def patient_of(number, condition=None):
    return draw_patient(np.random.default_rng([70, number]), number, condition)


@pytest.fixture(scope="module")
def metastatic(skeleton):
    found = []
    for number in range(6):
        patient = patient_of(number, Answer.METASTATIC)
        found.append(scan(patient, draw_lesions(np.random.default_rng([71, number]), patient, skeleton), skeleton))
    return found


@pytest.fixture(scope="module")
def ordinary(skeleton):
    found = []
    for number in range(40):
        patient = patient_of(100 + number)
        found.append(scan(patient, draw_lesions(np.random.default_rng([72, number]), patient, skeleton), skeleton))
    return found


def test_the_skeleton_is_whole(skeleton):
    names = skeleton.names
    assert sum(name.startswith("rib") for name in names) == 24
    assert [sum(name.startswith(kind) for name in names) for kind in ("cervical", "thoracic", "lumbar")] == [7, 12, 5]
    assert np.unique(skeleton.bone).size == len(names)
    height = np.ptp(skeleton.points[:, 2])
    assert 1600 < height < 1750


def test_every_bone_has_a_part_of_the_code_book_and_lies_on_its_side(skeleton):
    book = load_code_book()
    for name in skeleton.names:
        part = book.part_by_key[body_part(name)]
        assert bone_uptake(name) > 0
        if side(name) is not None:
            assert part.paired
            assert (skeleton.of(name)[:, 0].mean() > 0) == (side(name) is Side.LEFT)


def test_ribs_are_counted_from_the_top(skeleton):
    for end in "rl":
        tops = [skeleton.of(f"rib{number}_{end}")[:, 2].max() for number in range(1, 13)]
        assert tops == sorted(tops, reverse=True)


def test_landmarks_come_in_pairs_that_mirror(skeleton):
    marks = landmarks(skeleton)
    for name, mark in marks.items():
        if name.endswith("_r"):
            other = marks[name[:-2] + "_l"]
            assert mark.place[0] < 0 < other.place[0]
            assert np.allclose(mark.place * [-1, 1, 1], other.place, atol=4.0)


def test_the_collimator_blurs_by_distance():
    assert resolution_mm(100.0) == pytest.approx(7.4, abs=0.2)
    assert 8.0 < resolution_mm(140.0) < 10.0
    assert resolution_mm(50.0) < resolution_mm(100.0) < resolution_mm(250.0)


def test_applying_draws_nothing(skeleton):
    patient = patient_of(3, Answer.BOTH)
    lesions = draw_lesions(np.random.default_rng(9), patient, skeleton)
    first, second = scan(patient, lesions, skeleton), scan(patient, lesions, skeleton)
    for view in Projection:
        assert np.array_equal(first.expected[view], second.expected[view])
        assert [mark.outline for mark in first.marks[view]] == [mark.outline for mark in second.marks[view]]
    assert draw_patient(np.random.default_rng([70, 3]), 3, Answer.BOTH) == patient


def test_a_view_holds_the_counts_that_were_drawn(ordinary):
    for made in ordinary:
        for view in Projection:
            wanted = made.patient.acquisition.counts[view]
            assert 1.0e6 <= wanted <= 4.0e6
            assert made.expected[view].shape == (ROWS, COLUMNS)
            assert made.expected[view].min() > 0
            assert made.expected[view].sum() == pytest.approx(wanted, rel=1e-9)
            assert counted(made.expected[view], np.random.default_rng(1)).sum() == pytest.approx(wanted, rel=0.01)


def test_noise_is_that_of_counting(ordinary):
    for number, made in enumerate(ordinary):
        expected = made.expected[Projection.ANT]
        assert 0.90 < noise_ratio(counted(expected, np.random.default_rng(number)), expected) < 1.25


def test_the_patients_right_is_left_in_front_and_right_behind(skeleton):
    lesion = single(skeleton, "humerus_r", "humerus", Side.RIGHT)
    made = scan(patient_of(5, Answer.NORMAL), (lesion,), skeleton)
    (front,), (behind,) = made.marks[Projection.ANT], made.marks[Projection.POST]
    assert front.outline.centre[0] < COLUMNS / 2 < behind.outline.centre[0]
    assert front.outline.centre[1] == pytest.approx(behind.outline.centre[1], abs=3)


def single(skeleton, bone, part, end=None, ratio=5.0):
    points = skeleton.of(bone)
    place = tuple(float(value) for value in points[len(points) // 2])
    return TrueLesion(1, Disease.METASTASIS, part, end, bone, place, (0.0, 0.0, 1.0), (12.0, 12.0), ratio)


def test_the_body_hides_what_lies_far_from_the_detector(skeleton):
    patient = patient_of(6, Answer.NORMAL)
    sternum = scan(patient, (single(skeleton, "sternum", "sternum"),), skeleton)
    assert sternum.marks[Projection.ANT][0].contrast > 2 * sternum.marks[Projection.POST][0].contrast
    spine = scan(patient, (single(skeleton, "thoracic8", "thoracic_spine"),), skeleton)
    assert spine.marks[Projection.POST][0].excess.max() > 1.5 * spine.marks[Projection.ANT][0].excess.max()


def test_a_lesion_has_its_ratio_at_its_peak_in_the_view_that_shows_it_best(metastatic):
    checked = 0
    for made in metastatic:
        for lesion in made.lesions:
            marks = [mark for view in Projection for mark in made.marks[view] if mark.lesion == lesion]
            if marks:
                assert max(mark.contrast for mark in marks) == pytest.approx(lesion.ratio - 1.0, rel=1e-6)
                checked += 1
    assert checked > 10


def test_the_outline_is_where_the_lesions_own_counts_are(metastatic):
    checked = 0
    for made in metastatic:
        for view in Projection:
            for mark in made.visible(view):
                inside = mark.outline.mask(ROWS, COLUMNS)
                excess = np.zeros((ROWS, COLUMNS))
                excess[mark.top : mark.top + mark.excess.shape[0], mark.left : mark.left + mark.excess.shape[1]] = mark.excess
                assert excess[inside].min() > 0.6 * EDGE * excess.max()
                assert mark.lesion.bones or excess[inside].sum() > 0.3 * excess.sum()
                checked += 1
    assert checked > 20


def test_a_lesion_that_a_view_does_not_show_is_not_true_of_that_view(skeleton):
    patient = patient_of(8, Answer.NORMAL)
    faint = scan(patient, (single(skeleton, "sternum", "sternum", ratio=1.35),), skeleton)
    assert faint.visible(Projection.ANT)
    assert not faint.visible(Projection.POST)
    assert faint.answer(Projection.ANT) is Answer.METASTATIC
    assert faint.answer(Projection.POST) is Answer.NORMAL


def test_a_metastasis_stays_in_its_bone_and_arthritis_goes_beyond(skeleton):
    patient = patient_of(9, Answer.ARTHRITIC)
    for lesion in draw_lesions(np.random.default_rng(4), patient, skeleton):
        assert lesion.disease is Disease.ARTHRITIS
        assert lesion.beyond > 0
    for lesion in draw_lesions(np.random.default_rng(4), replace(patient, condition=Answer.METASTATIC), skeleton):
        assert lesion.disease is Disease.METASTASIS
        assert lesion.beyond == 0
        assert lesion.part in (body_part(lesion.bone), *JOINTS_OF.get(body_part(lesion.bone), ()))
        assert np.abs(skeleton.of(lesion.bone) - lesion.place).sum(axis=1).min() < 0.01


def test_conditions_give_their_diseases_and_nothing_else(skeleton):
    for number, condition in enumerate(Answer):
        lesions = draw_lesions(np.random.default_rng(number), patient_of(number, condition), skeleton)
        assert {lesion.disease for lesion in lesions} == condition.diseases
        assert [lesion.number for lesion in lesions] == list(range(1, len(lesions) + 1))
        book = load_code_book()
        assert all(book.knows(lesion.label) for lesion in lesions)


def test_a_prosthesis_is_cold(skeleton):
    patient = replace(patient_of(11, Answer.NORMAL), prostheses=())
    with_metal = replace(patient, prostheses=(Prosthesis("knee", Side.LEFT),))
    before, after = scan(patient, (), skeleton), scan(with_metal, (), skeleton)
    right, left = (boxes(before.figure, before.frame)["knee"][index] for index in (0, 1))

    def change(box):
        top, bottom, first, last = box
        return after.expected[Projection.ANT][top:bottom, first:last].sum() / before.expected[Projection.ANT][top:bottom, first:last].sum()

    assert change(left) < 0.95 < 0.99 < change(right)


def test_a_second_visit_is_the_same_patient(skeleton):
    patient = patient_of(12, Answer.METASTATIC)
    lesions = draw_lesions(np.random.default_rng(1), patient, skeleton)
    later, grown = draw_visit(np.random.default_rng(2), patient), progressed(np.random.default_rng(3), lesions)
    assert (later.build.sex, later.build.height_mm, later.condition) == (patient.build.sex, patient.build.height_mm, patient.condition)
    assert later.build.age == patient.build.age + 1
    assert later.pose != patient.pose
    assert [(lesion.bone, lesion.place) for lesion in grown] == [(lesion.bone, lesion.place) for lesion in lesions]
    assert [lesion.ratio for lesion in grown] != [lesion.ratio for lesion in lesions]


def test_sites_of_metastasis_rank_as_in_the_paper(skeleton):
    counts = dict.fromkeys(SITES, 0)
    for number in range(150):
        patient = patient_of(500, Answer.METASTATIC)
        for lesion in draw_lesions(np.random.default_rng([73, number]), patient, skeleton):
            site = "vertebra" if lesion.part.endswith("_spine") else lesion.part
            counts[site if site in counts else "pelvis"] += 1
    assert counts["vertebra"] > counts["rib"] > counts["femur"] > counts["humerus"]


def test_regions_stand_to_the_vertebra_as_in_the_population(ordinary):
    """The short form: 40 patients within 45 %; the proofs hold 300 to the figures of docs/simulator.md."""
    for index, view in enumerate(Projection):
        ratios = []
        for made in ordinary:
            found = medians(made.expected[view], boxes(made.figure, made.frame), view)
            ratios.append([found[name] / found["vertebra"] for name in POPULATION])
        for name, ratio in zip(POPULATION, np.nanmedian(np.array(ratios), axis=0), strict=True):
            assert ratio == pytest.approx(POPULATION[name][index] / POPULATION["vertebra"][index], rel=0.45), (view, name)


def test_two_lesions_of_one_patient_lie_apart(metastatic):
    for made in metastatic:
        marks = made.visible(Projection.ANT)
        for index, one in enumerate(marks):
            for other in marks[index + 1 :]:
                assert overlap(one.outline, other.outline, ROWS, COLUMNS) < 0.9
