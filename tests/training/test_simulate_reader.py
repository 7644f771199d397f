"""Simulated readers: shapes that a hand draws, answers that agree as readers do, reports that say what is there."""

import itertools

import numpy as np
import pytest

from dspic_gui.code import load_code_book
from dspic_gui.dataset.seal_rules import is_outside
from dspic_gui.disease import Answer
from dspic_gui.shape import Ellipse, Polygon, Rectangle, crosses_itself, overlap
from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate import wording
from training.simulate.draw import draw_patient
from training.simulate.drawn import drawn
from training.simulate.finding import draw_findings
from training.simulate.reader import HABITS, read
from training.simulate.scan import scan
from training.simulate.skeleton import load_skeleton
from training.simulate.suspect import suspects_of

PATIENTS = 48


@pytest.fixture(scope="module")
def studies():
    skeleton = load_skeleton()
    made = []
    for number in range(PATIENTS):
        random = np.random.default_rng([80, number])
        patient = draw_patient(random, number)
        made.append(scan(patient, draw_findings(random, patient, skeleton), skeleton))
    return made


@pytest.fixture(scope="module")
def readings(studies):
    found = []
    for number, made in enumerate(studies):
        suspects = suspects_of(made)
        found.append(
            [
                read(
                    made,
                    f"{number:016x}",
                    habit,
                    suspects,
                    np.random.default_rng([81, number, index]),
                    np.random.default_rng([82, number]),
                    "",
                )
                for index, habit in enumerate(HABITS)
            ]
        )
    return found


def answers(readings, index):
    return [str(study[index].answer(view)) for study in readings for view in Projection]


@pytest.mark.long
def test_readers_agree_as_readers_do(readings):
    """Short form of the proof: the mean pairwise kappa of four-class view answers."""
    from sklearn.metrics import cohen_kappa_score

    kappas = [cohen_kappa_score(answers(readings, one), answers(readings, two)) for one, two in itertools.combinations(range(3), 2)]
    assert 0.35 < np.mean(kappas) < 0.65
    assert all(0.16 <= kappa <= 0.82 for kappa in kappas)


@pytest.mark.long
def test_readers_differ_in_how_much_they_call(readings):
    marks = [sum(len(study[index].lesions) for study in readings) for index in range(3)]
    assert marks[1] > marks[0]
    assert marks[1] > marks[2]


def test_the_vote_is_better_than_chance_and_not_perfect(studies, readings):
    truth = [str(made.answer(view)) for made in studies for view in Projection]
    for index in range(3):
        right = np.mean([said == true for said, true in zip(answers(readings, index), truth, strict=True)])
        assert 0.55 < right < 0.92


def test_the_faint_are_missed_more_often(studies, readings):
    seen = {True: [], False: []}
    for made, study in zip(studies, readings, strict=True):
        for view in Projection:
            for mark in made.visible(view):
                found = any(overlap(mark.outline, lesion.shape, ROWS, COLUMNS) > 0.1 for lesion in study[0].in_view(view))
                seen[mark.contrast > 0.6].append(found)
    assert np.mean(seen[True]) > np.mean(seen[False]) + 0.15


def test_every_mark_has_a_code_and_an_area_in_the_picture(readings):
    book = load_code_book()
    kinds = set()
    for study in readings:
        for reading in study:
            assert reading.sealed
            assert reading.says_normal == (not reading.diseases())
            assert len({lesion.uid for lesion in reading.lesions}) == len(reading.lesions)
            for lesion in reading.lesions:
                assert book.knows(lesion.label), lesion.label
                assert not is_outside(lesion.shape)
                kinds.add(type(lesion.shape))
    assert kinds == {Polygon, Ellipse, Rectangle}


def test_a_hand_draws_near_the_truth_and_never_on_it():
    truth = Ellipse(60.0, 300.0, 7.0, 4.0, 30.0)
    random = np.random.default_rng(5)
    shared = []
    for _ in range(200):
        shape = drawn(truth, (1, 1, 1), 1.0, random)
        assert not crosses_itself(shape.outline)
        assert shape.area >= 1.0
        shared.append(overlap(truth, shape, ROWS, COLUMNS))
    assert 0.5 < np.median(shared) < 0.9
    assert max(shared) < 1.0


@pytest.mark.parametrize(("x", "y"), [(1.5, 2.0), (254.5, 1022.0), (128.0, 1.0)])
def test_a_hand_stays_in_the_picture(x, y):
    random = np.random.default_rng(6)
    for _ in range(60):
        shape = drawn(Ellipse(x, y, 1.4, 1.0), (1, 1, 1), 1.5, random)
        assert not is_outside(shape), shape
        assert shape.area >= 1.0
        assert shape.bounds[0] <= COLUMNS


def test_a_report_names_only_what_is_there(studies):
    book = load_code_book()
    described = 0
    for number, made in enumerate(studies):
        report = wording.write(made, np.random.default_rng([83, number]))
        parts = {mark.lesion.part for view in Projection for mark in made.shown(view)}
        text = report.description.lower()
        for key in ("lumbar_spine", "thoracic_spine", "sternum", "skull", "elbow", "ankle", "wrist"):
            if book.part_by_key[key].title.lower() in text:
                assert key in parts, report
                described += 1
        if made.answer() is Answer.NORMAL:
            assert "focal abnorm" in text
            assert "evidence of bone metastasis" in report.suggestion or "osteoblastic" in report.suggestion
        if "consistent with multiple bone metastases" in report.suggestion:
            assert made.answer() in (Answer.METASTATIC, Answer.BOTH)
    assert described > 10


def test_a_second_report_compares(studies):
    assert "previous examination" in wording.write(studies[0], np.random.default_rng(1), before=True).description
    assert "previous examination" not in wording.write(studies[0], np.random.default_rng(1)).description
