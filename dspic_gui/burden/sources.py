"""Where the index takes its two maps from: which bone a pixel shows, and where metastases lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dspic_gui.burden.index import Mask, union
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded
from dspic_gui.dataset.folder import TRUTH, truth_part
from dspic_gui.disease import Disease
from dspic_gui.ground_truth.label_source import LabelledView, LabelSource, Tally
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier, ViewFinding
from dspic_gui.lesion_model.region_reader import RegionReader
from dspic_gui.plain_file import content_of
from dspic_gui.reading import Lesion
from dspic_gui.regions.lesion_masks import disease_planes, read_lesion_masks
from dspic_gui.regions.region_map import RegionMap, read_region_map
from dspic_gui.sentence import Sentence
from dspic_gui.shape import Foreign
from dspic_gui.study import COLUMNS, ROWS, Projection

NETWORK = "network"
"""The name of the source whose metastases a lesion network finds."""
LEVEL = 0.5
"""Metastases of the network count from this probability on."""

SIMULATED = Sentence(
    "The network was trained on simulated scans; it was not validated on patients. "
    "Research use only. Not for diagnosis."
)
"""What every output says that rests on a network."""

Regions = Mapping[Projection, RegionMap]
Masks = Mapping[Projection, Mask]


@dataclass(frozen=True, eq=False)
class Marked:
    """The metastases of a study as masks of its views. `regions`: the maps that came with them.
    `unlike`: a view is unlike the network's training scans, so that its answer counts as none."""

    masks: Masks = field(default_factory=dict)
    regions: Regions = field(default_factory=dict)
    unlike: bool = False


class RegionSource(Protocol):
    """What says which bone a pixel shows. `name` is what outputs call it."""

    name: str

    def of_study(self, key: str) -> Regions:
        """A map of each view of a study; ArchiveError where there is none."""


class MetastasisSource(Protocol):
    """What says where metastases lie. `name` is what outputs call it."""

    name: str

    def of_study(self, key: str) -> Marked | None:
        """The metastases of a study; None where the source says nothing of it (yet)."""


class TruthRegions:
    """The maps that the simulator wrote beside its truth."""

    name = "truth"

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def of_study(self, key: str) -> Regions:
        """A map of each view; ArchiveError where the simulator wrote none."""
        folder, found = self._archive.folder, {}
        self._archive.require_others(key)
        for projection in self._archive.study(key).projections:
            path = folder / truth_part(key, projection, "regions.png")
            if path.exists():
                found[projection] = read_region_map(content_of(path))
        if not found:
            text = "{key} has no region map in its truth. Use the regions of a lesion model instead."
            raise ArchiveError(text, key=key)
        return found


class NetworkRegions:
    """The maps of a lesion model's region network, which has no head for lesions: anatomy is no
    opinion, so that a reader may see them before the seal."""

    def __init__(self, archive: Archive, reader: RegionReader, name: str) -> None:
        self._archive, self._reader = archive, reader
        self.name = name

    def of_study(self, key: str) -> Regions:
        """A map of each view; NetworkInputError where the network cannot see it."""
        views = self._archive.views(key)
        return self._reader.regions({one: view.counts for one, view in views.items()})


class LabelledMetastases:
    """Those of the consensus, the truth, or one reader's sealed readings."""

    def __init__(self, archive: Archive, labels: str, *, provisional: bool = False) -> None:
        self.name = labels
        self._archive, self._labels = archive, LabelSource(archive, labels)
        self.tally = Tally(provisional)

    def of_study(self, key: str) -> Marked | None:
        """Masks of the views whose answer stands; None where none does, or may not be seen yet."""
        taken = self.tally.take(self._labels.of_study(key))
        return Marked({view.projection: self._mask(key, view) for view in taken}) if taken else None

    def _mask(self, key: str, view: LabelledView) -> Mask:
        """The simulator's own masks where it wrote them: a lesion of whole bones has no outline."""
        path = self._archive.folder / truth_part(key, view.projection, "lesions.npz")
        if self.name == TRUTH and path.exists():
            return disease_planes(read_lesion_masks(content_of(path)))[0]
        return drawn(view.lesions)


class OwnMetastases:
    """A reader's own marks, sealed or not: what the reader may always see."""

    def __init__(self, archive: Archive) -> None:
        self.name = archive.reader or ""
        self._archive = archive

    def of_study(self, key: str) -> Marked | None:
        """Masks of all views; None where the reader has not answered yet."""
        reader = self._archive.reader
        reading = self._archive.reading(reader, key) if reader else None
        if reading is None or reading.answer() is None:
            return None
        views = self._archive.study(key).projections
        return Marked({one: drawn(reading.in_view(one)) for one in views})


class FoundMetastases:
    """Those that a lesion network finds, from a probability on."""

    name = NETWORK

    def __init__(self, archive: Archive, model: LesionClassifier, level: float = LEVEL) -> None:
        self._archive, self._model, self._level = archive, model, level

    def of_study(self, key: str) -> Marked | None:
        """Masks and region maps of all views; None before the reader's own seal."""
        try:
            self._archive.require_predictions(key)
        except Blinded:
            return None
        views = self._archive.views(key)
        found = self._model.find({one: view.counts for one, view in views.items()}, shown=self._level)
        masks = {one: _found(finding) for one, finding in found.views.items()}
        maps = {one: view.regions for one, view in found.views.items() if view.regions is not None}
        return Marked(masks, maps, found.unlike)


def drawn(lesions: Iterable[Lesion]) -> Mask:
    """The pixels inside the outlines of metastases."""
    shapes = [
        one.shape
        for one in lesions
        if one.disease is Disease.METASTASIS and not isinstance(one.shape, Foreign)
    ]
    return union((ROWS, COLUMNS), (shape.patch(ROWS, COLUMNS) for shape in shapes))


def _found(view: ViewFinding) -> Mask:
    chosen = (one for one in view.lesions if one.disease is Disease.METASTASIS)
    return union((ROWS, COLUMNS), ((one.top, one.left_column, one.mask) for one in chosen))
