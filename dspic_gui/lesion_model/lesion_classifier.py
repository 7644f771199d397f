"""A model that finds lesions, opened for use. It serves only after hashes, shapes and the self-test were found right."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import load_code_book
from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.answer_rule import JointAnswer, features_of
from dspic_gui.lesion_model.found_lesions import FoundLesion, ViewMaps, as_stored, found_lesions
from dspic_gui.lesion_model.lesion_card import INPUT, OUTPUTS, LesionCard, read_lesion_card
from dspic_gui.lesion_model.pair_input import PairInput, stacked_bodies
from dspic_gui.lesion_model.place_weights import UNWEIGHTED, PlaceWeights
from dspic_gui.model.half_view import Body, half_view
from dspic_gui.model.model_card import NETWORK, ModelError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.model.open_network import OpenNetwork, hashed_file, read_self_test
from dspic_gui.regions.region_map import SIDE_STEP, RegionMap, part_keys
from dspic_gui.study import Projection

Array = NDArray[np.float32]
Counts = Mapping[Projection, NDArray[np.generic]]

LARGEST_NETWORK = 64 << 20
TOLERANCE = 1e-3
"""How far the self-test's probabilities may be from what was written when the network was exported."""
_LEFT_MORE = 1e-2
"""What the share of the left side may differ by beyond that: it is stored in 16 bits and decides only at a half."""
SHOWN = 0.1
"""Lesions below this probability are not handed on unless asked for."""


@dataclass(frozen=True, eq=False)
class ViewFinding:
    """What the network says of one view. `likeness` is its score, `unlike` whether the answer counts as none."""

    projection: Projection
    answer: JointAnswer
    lesions: tuple[FoundLesion, ...]
    maps: ViewMaps
    regions: RegionMap | None
    likeness: float
    unlike: bool

    @property
    def said(self) -> Answer | None:
        """The answer; None for a view unlike those that were learned from."""
        return None if self.unlike else self.answer.answer


@dataclass(frozen=True, eq=False)
class StudyFinding:
    """What the network says of a study's views together."""

    model: str
    views: Mapping[Projection, ViewFinding]
    answer: JointAnswer
    milliseconds: float

    @property
    def unlike(self) -> bool:
        """Whether any of its views is unlike those that were learned from."""
        return any(view.unlike for view in self.views.values())

    @property
    def said(self) -> Answer | None:
        """The answer of the study; None where a view is unlike those that were learned from."""
        return None if self.unlike else self.answer.answer


class LesionClassifier:
    """An open model. Safe to use from several threads: one study is looked at at a time."""

    def __init__(self, card: LesionCard, network: OpenNetwork) -> None:
        self.card = card
        self._network = network

    @classmethod
    def open(cls, folder: Path, threads: int | None = None, *, apart: bool = False) -> LesionClassifier:
        """The model in this folder, checked and tested; ModelError says why it cannot be used. `apart` runs it in a child process."""
        card = read_lesion_card(folder)
        content = hashed_file(folder, NETWORK, card.network_hash, LARGEST_NETWORK)
        test = read_self_test(folder, card.self_test_hash, ("pair", "lesions", "parts", "left"), {"pair", "lesions"})
        opened = cls(card, OpenNetwork.open(folder, content, threads, apart=apart))
        try:
            opened._check(test)
        except ModelError:
            opened.close()
            raise
        return opened

    def close(self) -> None:
        """Let go of the network; a child process ends."""
        self._network.close()

    @property
    def identity(self) -> str:
        """The name under which its predictions are kept."""
        return self.card.identity

    def with_shares(self, shares: tuple[float, ...]) -> LesionClassifier:
        """The same model for a population with other shares of the four answers; its name says so, for its predictions differ."""
        rule = self.card.rule.with_shares(shares)
        name = "-".join([self.card.name, *(f"{100 * share:.4g}" for share in rule.shares)])
        return LesionClassifier(replace(self.card, name=name, rule=rule), self._network)

    def find(self, counts: Counts, shown: float = SHOWN) -> StudyFinding:
        """What it says of one or two views, rows x columns as stored; NetworkInputError where it cannot see them.

        Its milliseconds are without the wait for its turn.
        """
        started = time.perf_counter()
        halves = halves_of(counts)
        bodies = {projection: Body.of(half) for projection, half in halves.items()}
        pair = stacked_bodies([bodies.get(projection) for projection in Projection])
        asked = time.perf_counter()
        outputs, milliseconds = self._network.timed("lesions", pair=pair.batch)
        waited = time.perf_counter() - asked - milliseconds / 1000
        maps = maps_of(outputs, tuple(halves), self.card.regions_hash is not None, self.card.places)
        found = {projection: found_lesions(of_view) for projection, of_view in maps.items()}
        sums = {projection: sums_of(of_view) for projection, of_view in maps.items()}
        views = {
            projection: self._view(of_view, found[projection], outputs, self._likeness(projection, halves, bodies), shown)
            for projection, of_view in maps.items()
        }
        together = [lesion for of_view in found.values() for lesion in of_view]
        total = {disease: sum(of_view[disease] for of_view in sums.values()) for disease in Disease}
        answer = self.card.rule.answer("study", features_of(together, total))
        return StudyFinding(self.identity, views, answer, round(1000 * (time.perf_counter() - started - waited), 2))

    def run(self, pair: PairInput) -> dict[str, Array]:
        """The network's outputs for an input, as `OUTPUTS` describes them."""
        return self._network.run("lesions", pair=pair.batch)

    def _likeness(self, projection: Projection, halves: Mapping[Projection, Array], bodies: Mapping[Projection, Body]) -> float:
        return self.card.likeness.score(projection, halves[projection], bodies[projection])

    def _view(
        self, maps: ViewMaps, found: tuple[FoundLesion, ...], outputs: Mapping[str, Array], score: float, shown: float
    ) -> ViewFinding:
        projection = maps.projection
        answer = self.card.rule.answer("view", features_of(found, sums_of(maps)))
        kept = tuple(lesion for lesion in found if lesion.probability >= shown)
        regions = region_map_of(outputs, projection) if maps.regions is not None else None
        return ViewFinding(projection, answer, kept, maps, regions, score, self.card.likeness.unlike(score))

    def _check(self, test: Mapping[str, NDArray[Any]]) -> None:
        """Whether the network is what every lesion network is, and says of the self-test's pair what it said at the export."""
        self._network.check_shapes({"lesions": ({"pair": INPUT}, dict(OUTPUTS))})
        allowed = min(TOLERANCE, self.card.tolerance)
        pair = np.asarray(test["pair"], dtype=np.float32)[None]
        wanted = {name: values[None] for name, values in test.items()}
        tolerances = {"lesions": allowed, "left": allowed + _LEFT_MORE}
        self._network.check_self_test(lambda: self._network.run("lesions", pair=pair), wanted, tolerances)


def halves_of(counts: Counts) -> dict[Projection, Array]:
    """The views at half size in the anterior frame; NetworkInputError where there is none."""
    if not counts:
        raise NetworkInputError("There is no view to look at. Nothing was classified.")
    return {projection: half_view(projection, counts[projection]) for projection in Projection if projection in counts}


def maps_of(
    outputs: Mapping[str, Array], projections: tuple[Projection, ...], knows_regions: bool, places: PlaceWeights = UNWEIGHTED
) -> dict[Projection, ViewMaps]:
    """What the outputs say of each view, turned as it is stored."""
    found = {}
    for projection in projections:
        place = list(Projection).index(projection)
        lesions = as_stored(projection, outputs["lesions"][0, :, :, place])
        regions = as_stored(projection, outputs["regions"][0, :, :, place]) if knows_regions else None
        left = as_stored(projection, outputs["left"][0, :, :, place]) if knows_regions else None
        found[projection] = ViewMaps(projection, np.ascontiguousarray(lesions.transpose(2, 0, 1)), regions, left, places)
    return found


def region_map_of(outputs: Mapping[str, Array], projection: Projection) -> RegionMap:
    """Part and side of every pixel of the stored view, 1024 x 256."""
    values = region_values(outputs, projection)
    turned = values if projection is Projection.ANT else values[:, ::-1]
    return RegionMap(turned.repeat(2, axis=0).repeat(2, axis=1))


def region_values(outputs: Mapping[str, Array], projection: Projection) -> NDArray[np.uint8]:
    """Part + 64 side of every pixel of half size in the anterior frame; a part on the midline has no side."""
    place = list(Projection).index(projection)
    parts = np.rint(outputs["parts"][0, :, :, place]).astype(np.uint8)
    left = (outputs["left"][0, :, :, place] > 0.5).repeat(2, axis=0).repeat(2, axis=1)
    book = load_code_book().part_by_key
    paired = np.array([key is not None and book[key].paired for key in part_keys()])
    values: NDArray[np.uint8] = parts + np.where(paired[parts], np.where(left, 2, 1), 0).astype(np.uint8) * np.uint8(SIDE_STEP)
    return values


def sums_of(maps: ViewMaps) -> dict[Disease, float]:
    """The sum of each disease's map, in pixels of half size."""
    return {disease: float(maps.lesions[place].sum(dtype=np.float64)) for place, disease in enumerate(Disease)}
