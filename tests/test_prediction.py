"""Three probabilities are read by top-1, and by top-2 for both diseases."""

import numpy as np
import pytest

from dspic_gui.disease import Answer
from dspic_gui.prediction import ranked, read_answer, read_answers


@pytest.mark.parametrize(
    ("probabilities", "threshold", "answer"),
    [
        ((0.7, 0.2, 0.1), 0.1, Answer.NORMAL),
        ((0.1, 0.7, 0.2), 0.15, Answer.BOTH),
        ((0.1, 0.7, 0.2), 0.25, Answer.METASTATIC),
        ((0.05, 0.15, 0.8), 0.15, Answer.BOTH),
        ((0.05, 0.15, 0.8), 0.1501, Answer.ARTHRITIC),
        ((0.3, 0.6, 0.1), 0.05, Answer.METASTATIC),
        ((0.0, 0.5, 0.5), 0.5, Answer.BOTH),
    ],
)
def test_both_diseases_need_the_two_top_places_and_the_threshold(probabilities, threshold, answer):
    assert read_answer(probabilities, threshold) is answer


def test_ties_fall_in_the_order_of_the_classes():
    assert ranked((0.4, 0.4, 0.2)) == (Answer.NORMAL, Answer.METASTATIC)


def test_rows_are_read_one_by_one():
    assert read_answers(np.array([[1, 0, 0], [0, 0.2, 0.8]], np.float32), 0.3) == [Answer.NORMAL, Answer.ARTHRITIC]
