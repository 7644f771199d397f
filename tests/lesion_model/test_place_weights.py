"""Bones under a lesion, named with weights that were fitted on lesions whose bone is known."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dspic_gui.lesion_model.place_weights import LIMIT, KnownPlace, PlaceWeights, bones, fitted_weights
from dspic_gui.regions.region_map import part_keys
from dspic_gui.sentence import RuleError
from dspic_gui.study import Projection

ANT, POST = Projection.ANT, Projection.POST


def shares(**named: float) -> np.ndarray:
    """Shares of all parts, as a map gives them under a lesion."""
    found = np.zeros(len(part_keys()), dtype=np.float32)
    for part, value in named.items():
        found[part_keys().index(part)] = value
    return found


def likeliest(places: PlaceWeights, projection: Projection, said: np.ndarray) -> str | None:
    among = places.applied(projection, said)[bones()]
    return part_keys()[int(bones()[among.argmax()])]


def misnamed() -> list[KnownPlace]:
    """Lesions of the sternum that the map calls spine from the front, and lesions of the spine seen from the back."""
    sternum = [KnownPlace(ANT, "sternum", shares(thoracic_spine=0.5, sternum=0.4))] * 30
    spine = [KnownPlace(ANT, "thoracic_spine", shares(thoracic_spine=0.8, sternum=0.1))] * 20
    behind = [KnownPlace(POST, "thoracic_spine", shares(thoracic_spine=0.5, sternum=0.4))] * 30
    return [*sternum, *spine, *behind]


def test_a_bone_that_the_map_misnames_in_one_view_is_named_there() -> None:
    places = fitted_weights(misnamed())
    doubtful = shares(thoracic_spine=0.5, sternum=0.4)
    assert likeliest(PlaceWeights(), ANT, doubtful) == "thoracic_spine"
    assert likeliest(places, ANT, doubtful) == "sternum" and likeliest(places, POST, doubtful) == "thoracic_spine"
    assert likeliest(places, ANT, shares(thoracic_spine=0.8, sternum=0.1)) == "thoracic_spine"


def test_organs_and_what_all_bones_have_together_stay() -> None:
    said = shares(bladder=0.5, sternum=0.2, thoracic_spine=0.2)
    weighted = fitted_weights(misnamed()).applied(ANT, said)
    at = part_keys().index("bladder")
    assert weighted[at] == said[at] and weighted[bones()].sum() == pytest.approx(0.4)
    assert said[part_keys().index("sternum")] == pytest.approx(0.2)  # what was given is not changed


def test_without_weights_or_lesions_the_map_speaks_for_itself() -> None:
    said = shares(sternum=0.2, rib=0.3)
    assert fitted_weights([]).applied(ANT, said) is said and PlaceWeights().applied(POST, said) is said


def test_weights_come_back_from_a_card() -> None:
    places = fitted_weights(misnamed())
    again = PlaceWeights.from_json(json.loads(json.dumps(places.as_json())))
    assert again.as_json() == places.as_json()


@pytest.mark.parametrize(
    "stated", [{"ANT": {"sternum": 0.0}}, {"ANT": {"tail": 1.0}}, {"POST": {"rib": 2 * LIMIT}}, {"ANT": {"rib": float("nan")}}]
)
def test_weights_that_are_none_are_refused(stated: dict[str, dict[str, float]]) -> None:
    with pytest.raises(RuleError):
        PlaceWeights.from_json(stated)
