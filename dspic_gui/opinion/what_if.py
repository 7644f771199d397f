"""What the network would say if a region looked like its surroundings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model.classifier import Classifier
from dspic_gui.prediction import Prediction
from dspic_gui.sentence import SaidError
from dspic_gui.shape import Shape
from dspic_gui.study import Counts, View

RING = 5
"""Width in pixels of the surroundings that fill an erased region."""
_BLOCK = 1024


class WhatIfError(SaidError, ValueError):
    """A region that cannot be erased; the text is a sentence for the reader."""


@dataclass(frozen=True, eq=False)
class WhatIf:
    """What the network says of a view before and after a region was erased; `view` is the changed view, for showing only.

    `rescaled`: the region held the view's maximum, so that Eq 1 now shows the network all of the view brighter.
    """

    before: Prediction
    after: Prediction
    view: View
    rescaled: bool

    @property
    def changes(self) -> dict[Answer, float]:
        """How far each probability moved."""
        pairs = zip(CLASSES, self.before.probabilities, self.after.probabilities, strict=True)
        return {name: after - before for name, before, after in pairs}


def what_if(classifier: Classifier, view: View, shapes: Iterable[Shape]) -> WhatIf:
    """Erase the shapes from the view and classify it again; the view itself is not changed. WhatIfError, NetworkInputError."""
    changed = erased(view, shapes)
    before, after = classifier.classify(view).prediction, classifier.classify(changed).prediction
    return WhatIf(before, after, changed, bool(changed.counts.max() < view.counts.max()))


def erased(view: View, shapes: Iterable[Shape]) -> View:
    """The view with the pixels inside the shapes filled from the ring around them; WhatIfError where nothing or all is inside."""
    mask = np.zeros(view.counts.shape, dtype=bool)
    for shape in shapes:
        mask |= shape.mask(*view.counts.shape)
    if not mask.any():
        raise WhatIfError("The region holds no pixel of the view. Nothing was erased; mark a larger one.")
    return replace(view, counts=filled(view.counts, mask))


def filled(counts: Counts, mask: NDArray[np.bool_]) -> Counts:
    """The counts with each masked pixel replaced by the mean of the ring, near pixels counting more, and with the ring's noise.

    Each connected region has its own ring. The noise is drawn from a fixed seed: the same region gives the same picture.
    """
    from scipy.ndimage import binary_dilation, label

    filled_counts = counts.astype(np.float64)
    regions, count = label(mask)
    rng = np.random.default_rng(0)
    for number in range(1, count + 1):
        inside = regions == number
        ring = binary_dilation(inside, iterations=RING) & ~mask
        if not ring.any():
            raise WhatIfError("The region leaves no surroundings to fill it with. Nothing was erased; mark a smaller one.")
        places = np.argwhere(ring)
        values = counts[ring].astype(np.float64)
        level = _weighed(np.argwhere(inside), places, values)
        residuals = values - _weighed(places, places, values)
        filled_counts[inside] = np.maximum(level + rng.choice(residuals, size=level.size), min(values.min(), 0.0))
    if np.issubdtype(counts.dtype, np.integer):
        return np.rint(filled_counts).astype(np.int32)
    return filled_counts.astype(np.float32)


def _weighed(at: NDArray[np.intp], places: NDArray[np.intp], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of the values at `places`, weighed by the inverse square of their distance to each pixel of `at`."""
    level = np.empty(len(at))
    for start in range(0, len(at), _BLOCK):
        part = at[start : start + _BLOCK]
        squared = ((part[:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
        weights = 1.0 / (squared + 1.0)
        level[start : start + _BLOCK] = weights @ values / weights.sum(axis=1)
    return level
