"""card.json of a model that finds lesions: its files, its rule of the answers, and what it needs to know its own kind of scan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui.lesion_model.answer_rule import AnswerRule
from dspic_gui.lesion_model.place_weights import UNWEIGHTED, PlaceWeights
from dspic_gui.lesion_model.working_point import MeasuredCurves
from dspic_gui.model.half_view import HALF_COLUMNS, HALF_ROWS
from dspic_gui.model.likeness import Likeness
from dspic_gui.model.model_card import (
    NETWORK,
    SCHEMA,
    SELF_TEST,
    WARNINGS,
    ModelError,
    amend_card,
    card_error,
    card_text,
    checked_hash,
    checked_number,
    checked_text,
    identity_of,
    stated_card,
    trained_at,
)
from dspic_gui.regions.region_map import part_keys
from dspic_gui.sentence import RuleError, recognised

KIND = "lesions"
CURVES = "free_response"
PLACES, FITTED = "places", "fitted"
"""Weights of the places, and on what they and the rule were fitted after the training; cards of before have neither."""
REGIONS = "regions.tflite"
"""The same trunk with the heads of part and side alone, so that no lesion map is computed where a reader is still blind."""
INPUT = (1, HALF_ROWS, HALF_COLUMNS, 4)
OUTPUTS: Mapping[str, tuple[int, ...]] = {
    "lesions": (1, HALF_ROWS, HALF_COLUMNS, 2, 2),
    "regions": (1, HALF_ROWS // 2, HALF_COLUMNS // 2, 2, len(part_keys())),
    "left": (1, HALF_ROWS // 2, HALF_COLUMNS // 2, 2),
    "parts": (1, HALF_ROWS, HALF_COLUMNS, 2),
}
"""What `network.tflite` gives by signature `lesions`; `regions.tflite` gives all but the first by signature `regions`.

The last axes are the views (anterior, posterior mirrored) and then diseases or parts. `lesions` and `left` are probabilities, `regions`
shares, `parts` the likeliest part of each pixel of half size.
"""


@dataclass(frozen=True, eq=False)
class LesionCard:
    """A model that finds lesions, as its card describes it. `regions_hash` is None where it never learned regions."""

    name: str
    warning: str
    trained: str | None
    network_hash: str
    regions_hash: str | None
    self_test_hash: str
    tolerance: float
    rule: AnswerRule
    likeness: Likeness
    places: PlaceWeights = UNWEIGHTED
    stated: Mapping[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """The name under which predictions are kept; a rule that was fitted again is another model, for its answers differ."""
        if FITTED not in self.stated:
            return identity_of(self.name, self.network_hash)
        told = [self.network_hash, self.rule.as_json(), self.places.as_json()]
        return identity_of(self.name, hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest())

    @property
    def threshold(self) -> float:
        """The top-2 threshold, which no answer of this kind hangs on: its rule names one of four."""
        return 0.5

    @property
    def curves(self) -> MeasuredCurves | None:
        """The free-response curves that were measured and written into the card; None where there are none."""
        try:
            return MeasuredCurves.from_json(self.stated[CURVES])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None


def kind_of(folder: Path) -> str:
    """What kind of model lies in a folder: "view" or "lesions"; ModelError where its card cannot be read."""
    stated = stated_card(folder)
    kind = stated.get("kind", "view") if isinstance(stated, dict) else "view"
    if kind not in ("view", KIND):
        raise ModelError(folder.name, "its kind, {kind}, is none that this program knows.", kind=repr(kind)[:40])
    return str(kind)


def read_lesion_card(folder: Path) -> LesionCard:
    """The card of a model folder; ModelError says what is missing or wrong in it."""
    try:
        return _card(stated_card(folder))
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, RecursionError) as problem:
        if isinstance(problem, ModelError):
            raise
        raise card_error(folder, problem) from problem


def _card(stated: Mapping[str, Any]) -> LesionCard:
    if stated["schema"] != SCHEMA or stated["kind"] != KIND:
        raise RuleError("schema {found} is not {wanted}", found=repr(stated["schema"])[:80], wanted=SCHEMA)
    if stated["parts"] != [key for key in part_keys() if key is not None]:
        raise RuleError("its body parts are not those of this program")
    files = stated["files"]
    return LesionCard(
        name=checked_text(stated["name"], 64),
        warning=recognised(checked_text(stated.get("warning", ""), 500), tuple(WARNINGS.values())),
        trained=trained_at(stated.get("training")),
        network_hash=checked_hash(files[NETWORK]),
        regions_hash=checked_hash(files[REGIONS]) if REGIONS in files else None,
        self_test_hash=checked_hash(files[SELF_TEST]),
        tolerance=checked_number(stated["selftest"].get("tolerance", 0.0), 0.0, 1.0),
        rule=AnswerRule.from_json(stated["rule"]),
        likeness=Likeness.from_json(stated["likeness"]),
        places=PlaceWeights.from_json(stated.get(PLACES, {})),
        stated=dict(stated),
    )


def record_curves(folder: Path, curves: MeasuredCurves) -> None:
    """Write measured curves into the card of this model folder; NotSaved where the disk refuses."""
    amend_card(folder, {CURVES: curves.as_json()})


def lesion_card_json(about: Mapping[str, Any], rule: AnswerRule, likeness: Likeness) -> bytes:
    """The bytes of a card: what `about` says, and what every card of this kind holds."""
    shapes = {name: list(shape[1:]) for name, shape in OUTPUTS.items()}
    fixed = {
        "schema": SCHEMA,
        "kind": KIND,
        "parts": [key for key in part_keys() if key is not None],
        "input": {
            "shape": list(INPUT),
            "channels": ["anterior", "posterior mirrored", "anterior flipped", "posterior mirrored and flipped"],
            "rule": "sums of 2 x 2 pixels; sqrt(counts / scale) cut at 6; scale = 75th percentile of the body of each view",
        },
        "signatures": {"lesions": {"inputs": ["pair"], "outputs": shapes}},
    }
    return card_text({**fixed, **about, "rule": rule.as_json(), "likeness": likeness.as_json()})
