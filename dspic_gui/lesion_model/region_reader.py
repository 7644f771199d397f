"""The regions of a lesion model alone, for a reader who is still blind: which bone lies where, and under a shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import Side
from dspic_gui.lesion_model.found_lesions import as_stored
from dspic_gui.lesion_model.lesion_card import INPUT, OUTPUTS, REGIONS, LesionCard, read_lesion_card
from dspic_gui.lesion_model.lesion_classifier import (
    LARGEST_NETWORK,
    Counts,
    halves_of,
    region_map_of,
)
from dspic_gui.lesion_model.pair_input import stacked
from dspic_gui.lesion_model.place_weights import UNWEIGHTED, PlaceWeights
from dspic_gui.marking.code_entry import PlaceHint
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.open_network import OpenNetwork, hashed_file
from dspic_gui.regions.region_map import SIDE_STEP, SIDES, RegionMap, part_keys
from dspic_gui.shape import Foreign, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection

Array = NDArray[np.float32]

CELL = 4
"""A cell of the shares covers so many pixels of the view each way."""
LEAST = 0.2
"""Below this share no part is named: mostly background."""
CLEAR_SIDE = 0.7
"""From this probability on a side is named."""
NEAR = 8
"""So many pixels beyond a shape its surroundings reach."""
SPECK = 0.04
"""What covers less than this share of the surroundings of a shape is a speck."""
_NAMED = 4


@dataclass(frozen=True, eq=False)
class ViewRegions:
    """The regions of one view as it is stored. `shares`: [256, 64, parts], `left`: [256, 64] probabilities."""

    projection: Projection
    regions: RegionMap
    shares: Array
    left: Array
    places: PlaceWeights = UNWEIGHTED

    def under(self, shape: Shape) -> PlaceHint | None:
        """What lies under a shape, the likelier parts first; None where nothing is known."""
        cells = self._cells(shape)
        if cells is None:
            return None
        shares = self.places.applied(self.projection, self.shares[cells].mean(axis=0))
        keys, order = part_keys(), np.argsort(-shares)[:_NAMED]
        named = [(str(keys[at]), float(shares[at])) for at in order if keys[at] is not None]
        left = float(self.left[cells].mean())
        side = Side.LEFT if left >= CLEAR_SIDE else Side.RIGHT if left <= 1 - CLEAR_SIDE else None
        return PlaceHint(tuple(one for one in named if one[1] >= LEAST / 2), side)

    def around(self, shape: Shape, near: int = NEAR, speck: float = SPECK) -> dict[str, set[Side | None]]:
        """The parts under a shape and up to `near` pixels beside it, the larger first, each with its sides there.

        What covers less than the share `speck` of these surroundings is left out.
        """
        left, top, right, bottom = (int(value) for value in shape.bounds)
        rows = slice(max(top - near, 0), min(bottom + near + 1, ROWS))
        columns = slice(max(left - near, 0), min(right + near + 1, COLUMNS))
        found: dict[str, set[Side | None]] = {}
        values, numbers = np.unique(self.regions.values[rows, columns], return_counts=True)
        large = numbers >= speck * max(int(numbers.sum()), 1)
        order = np.argsort(-numbers[large], kind="stable")
        for value in values[large][order].tolist():
            key = part_keys()[value % SIDE_STEP]
            if key is not None:
                found.setdefault(key, set()).add(SIDES[value // SIDE_STEP])
        return found

    def _cells(self, shape: Shape) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
        if isinstance(shape, Foreign):
            return None
        top, left, mask = shape.patch(ROWS, COLUMNS)
        rows, columns = np.nonzero(mask)
        return ((rows + top) // CELL, (columns + left) // CELL) if rows.size else None


class RegionReader:
    """The regions alone, for a reader who is still blind: its network file has no head for lesions."""

    def __init__(self, card: LesionCard, network: OpenNetwork) -> None:
        self._card = card
        self._network = network

    @classmethod
    def open(cls, folder: Path, threads: int | None = None, *, apart: bool = False) -> RegionReader:
        """The regions of the model in this folder; ModelError says why there are none."""
        card = read_lesion_card(folder)
        if card.regions_hash is None:
            raise ModelError(folder.name, "it never learned regions.")
        content = hashed_file(folder, REGIONS, card.regions_hash, LARGEST_NETWORK)
        network = OpenNetwork.open(folder, content, threads, apart=apart)
        given = {name: shape for name, shape in OUTPUTS.items() if name != "lesions"}
        try:
            network.check_shapes({"regions": ({"pair": INPUT}, given)})
        except ModelError:
            network.close()
            raise
        return cls(card, network)

    @property
    def identity(self) -> str:
        """The name under which the model's output is told."""
        return self._card.identity

    @property
    def warning(self) -> str:
        """What its card warns of."""
        return self._card.warning

    def close(self) -> None:
        """Let go of the network."""
        self._network.close()

    def regions(self, counts: Counts) -> dict[Projection, RegionMap]:
        """The region map of each view as it is stored; NetworkInputError where it cannot be seen."""
        return {projection: view.regions for projection, view in self._look(counts).items()}

    def known(self, counts: Counts) -> dict[Projection, ViewRegions]:
        """The regions of each view that is like those learned from; of others nothing is known.

        NetworkInputError where a view cannot be seen.
        """
        halves, likeness = halves_of(counts), self._card.likeness
        return {
            projection: view
            for projection, view in self._look(counts).items()
            if not likeness.unlike(likeness.score(projection, halves[projection]))
        }

    def _look(self, counts: Counts) -> dict[Projection, ViewRegions]:
        halves = halves_of(counts)
        pair = stacked([halves.get(projection) for projection in Projection])
        outputs = self._network.run("regions", pair=pair.batch)
        return {projection: _of_view(outputs, projection, self._card.places) for projection in halves}


def _of_view(outputs: Mapping[str, Array], projection: Projection, places: PlaceWeights) -> ViewRegions:
    place = list(Projection).index(projection)
    shares, left = (
        as_stored(projection, outputs[name][0, :, :, place]) for name in ("regions", "left")
    )
    return ViewRegions(projection, region_map_of(outputs, projection), shares, left, places)
