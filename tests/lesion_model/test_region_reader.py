"""What the regions alone say of a place: bones and sides under drawn shapes; nothing of a view unlike those learned from."""

import numpy as np
import pytest

from dspic_gui.code import Side
from dspic_gui.disease import Answer
from dspic_gui.lesion_model.region_reader import RegionReader
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import EngineError
from dspic_gui.shape import Ellipse, Rectangle
from dspic_gui.study import Projection
from tests.lesion_model.test_lesion_classifier import counts
from tests.places import SMALL_LESION_MODEL, SMALL_MODEL

ANT, POST = Projection.ANT, Projection.POST


@pytest.fixture(scope="module")
def reader():
    opened = RegionReader.open(SMALL_LESION_MODEL, 1)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def known(reader):
    return reader.known(counts(Answer.ARTHRITIC, 96))


@pytest.mark.parametrize(
    ("projection", "x", "part", "side"),
    [(ANT, 158, "knee", Side.LEFT), (ANT, 98, "knee", Side.RIGHT), (POST, 98, "knee", Side.LEFT)],
)
def test_a_shape_on_a_knee_is_told_knee_and_the_patients_side(known, projection, x, part, side):
    hint = known[projection].under(Ellipse(x, 685, 9, 9))
    assert hint.parts[0][0] == part and hint.parts[0][1] > 0.6 and hint.side is side


def test_beside_the_patient_nothing_is_named(known):
    assert known[ANT].under(Rectangle((10, 300), (30, 330))).parts == ()


def test_surroundings_hold_what_lies_near(known):
    around = known[ANT].around(Ellipse(118, 560, 9, 9))
    assert {Side.LEFT, Side.RIGHT} <= around["pelvis"]


def test_of_a_view_unlike_what_it_learned_nothing_is_known(reader):
    scan = counts(Answer.NORMAL, 97)
    turned = {ANT: np.ascontiguousarray(scan[ANT][::-1]), POST: scan[POST]}
    assert set(reader.known(turned)) == {POST}


def test_its_network_has_no_head_for_lesions(reader):
    with pytest.raises(EngineError):
        reader._network.engine.shapes("lesions")
    assert "lesions" not in reader._network.engine.shapes("regions")[1]
    with pytest.raises(ModelError):
        RegionReader.open(SMALL_MODEL, 1)
