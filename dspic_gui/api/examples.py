"""Labelled views with their counts, read when they are asked for: what classifiers are taught with."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Disease
from dspic_gui.ground_truth.label_source import LabelledView
from dspic_gui.study import COLUMNS, ROWS, Projection, View

STUDIES_KEPT = 2
"""Both views of a study lie in one file; this keeps it from being read once for each."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Example:
    """`counts`: float32, 1024 x 256, raw. `target`: float32 [metastasis, arthritis], 1 where the answer of the view says so."""

    label: LabelledView
    counts: NDArray[np.float32]

    @property
    def target(self) -> NDArray[np.float32]:
        """What is present, as two numbers."""
        return target_of(self.label)

    def mask(self, disease: Disease) -> Mask:
        """The pixels whose centre lies inside a lesion of this disease, 1024 x 256."""
        return mask_of(self.label, disease)


class Examples:
    """A sequence of examples. It has `__len__` and `__getitem__`, which is all that `torch.utils.data.DataLoader` asks for."""

    def __init__(self, archive: Archive, labels: tuple[LabelledView, ...]) -> None:
        self.labels = labels
        self._archive = archive
        self._kept: OrderedDict[str, dict[Projection, View]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.labels)

    def __iter__(self) -> Iterator[Example]:
        return map(self.__getitem__, range(len(self.labels)))

    def __getitem__(self, number: int) -> Example:
        """The example of this number; IndexError past the end, DecodeError where the scan cannot be read."""
        label = self.labels[number]
        counts = self._views(label.study.key)[label.projection].counts
        return Example(label, np.asarray(counts, dtype=np.float32))

    @property
    def targets(self) -> NDArray[np.float32]:
        """The targets of all, examples x 2, without reading a scan."""
        return np.array([target_of(label) for label in self.labels], dtype=np.float32).reshape(-1, len(Disease))

    @property
    def patients(self) -> list[str]:
        """The patient of each, for splits that keep patients apart."""
        return [label.study.patient for label in self.labels]

    def subset(self, numbers: list[int] | NDArray[np.integer]) -> Examples:
        """The examples of these numbers, in that order."""
        return Examples(self._archive, tuple(self.labels[int(number)] for number in numbers))

    def to_torch(self) -> TorchExamples:
        """The examples as pairs (counts [1, 1024, 256], target [2]) of arrays, for a DataLoader, which makes tensors of them."""
        return TorchExamples(self)

    def pairs(self) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Counts [1024, 256, 1] and target [2] of each, as networks take them; `network.tensors.to_tf` makes a tf.data.Dataset of it."""
        for example in self:
            yield example.counts[..., np.newaxis], example.target

    def _views(self, key: str) -> dict[Projection, View]:
        if key not in self._kept:
            self._kept[key] = self._archive.views(key)
            if len(self._kept) > STUDIES_KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]


class TorchExamples:
    """What `torch.utils.data.DataLoader` asks of a dataset: a length, and an item for each number."""

    def __init__(self, examples: Examples) -> None:
        self.examples = examples

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, number: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        example = self.examples[number]
        return example.counts[np.newaxis], example.target


def target_of(label: LabelledView) -> NDArray[np.float32]:
    """Metastasis and arthritis, 1 where the answer of the view says so."""
    present = label.answer.diseases if label.answer else frozenset()
    return np.array([disease in present for disease in Disease], dtype=np.float32)


def mask_of(label: LabelledView, disease: Disease) -> Mask:
    """The pixels whose centre lies inside a lesion of this disease, 1024 x 256."""
    whole = np.zeros((ROWS, COLUMNS), dtype=bool)
    for lesion in label.lesions:
        if lesion.disease is disease:
            whole |= lesion.shape.mask(ROWS, COLUMNS)
    return whole
