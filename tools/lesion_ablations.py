"""What a lesion network loses when it is shown less: `python -m tools.lesion_ablations MODEL DATASET [--studies N] > ablations.json`.

One network, asked on the same studies with both views, with one view at a time, and without the mirrored channels: its training left out
a view in 32 % of the steps and the mirrored channels in 20 %, so it knows either. That is not what a training without them would give
(`dspic train --leave-out`), but costs minutes. A JSON object each; `tools/lesion_tables.py` makes the page's table of them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.disease import Disease
from dspic_gui.lesion_model.lesion_classifier import SHOWN, Counts, LesionClassifier, StudyFinding
from dspic_gui.model.open_network import OpenNetwork
from dspic_gui.opinion.evaluation import evaluate
from dspic_gui.opinion.lesion_evaluation import evaluate_lesions

WHOLE, SINGLE, PLAIN = "both views", "one view at a time", "without the mirrored channels"
_VIEWS = 2
_RATE = 1.0


class OneView(LesionClassifier):
    """Shows the network each view alone; the study's answer is that of the view which is surer of a disease."""

    def find(self, counts: Counts, shown: float = SHOWN) -> StudyFinding:
        """What it says of each view for itself."""
        alone = [super(OneView, self).find({projection: view}, shown) for projection, view in counts.items()]
        surest = min(alone, key=lambda one: one.answer.probabilities[0])
        views = {projection: view for one in alone for projection, view in one.views.items()}
        return replace(surest, views=views, milliseconds=sum(one.milliseconds for one in alone))


class _Unmirrored:
    """An open network whose mirrored channels are dark."""

    def __init__(self, network: OpenNetwork) -> None:
        self._network = network

    def __getattr__(self, name: str) -> Any:
        return getattr(self._network, name)

    def timed(self, signature: str, pair: NDArray[np.float32]) -> tuple[dict[str, NDArray[np.float32]], float]:
        """The network's outputs for a pair without its mirrored channels."""
        dark = pair.copy()
        dark[..., _VIEWS:] = 0
        return self._network.timed(signature, pair=dark)


@dataclass(frozen=True)
class Ablation:
    """Figures of one way to ask, each as value, low, high: of views, and of lesions at one false mark per view."""

    name: str
    studies: int
    views: int
    accuracy: tuple[float, float, float]
    auc: tuple[float, float, float]
    metastases: tuple[float, float, float]
    arthritis: tuple[float, float, float]


def ways(model: LesionClassifier) -> Iterator[tuple[str, LesionClassifier]]:
    """The model as it is and shown less; each has a name of its own, for what it says is kept under it."""
    card, network = model.card, model._network
    yield WHOLE, model
    yield SINGLE, OneView(replace(card, name=f"{card.name}-one-view"), network)
    yield PLAIN, LesionClassifier(replace(card, name=f"{card.name}-unmirrored"), _Unmirrored(network))  # type: ignore[arg-type]


def ablation(archive: Archive, name: str, model: LesionClassifier, keys: list[str], samples: int) -> Ablation:
    """Measure one way on these studies; views unlike the training data count too, so that all ways have the same."""
    from dspic_gui.model.scores import with_intervals

    chosen = [(key, projection) for key in keys for projection in archive.study(key).projections]
    scores = with_intervals(evaluate(archive, model, TRUTH, chosen=chosen, keep_unlike=True).cases, samples)
    found = evaluate_lesions(archive, model, TRUTH, chosen=chosen, keep_unlike=True)
    whole = [one for one in found.free_response(samples) if one.rate == _RATE and not one.subset]
    rates = {one.disease: (one.sensitivity, one.low, one.high) for one in whole}
    accuracy, auc = (_spread(scores[score]) for score in ("label accuracy", "auc macro"))
    return Ablation(name, len(keys), len(found.views), accuracy, auc, rates[Disease.METASTASIS], rates[Disease.ARTHRITIS])


def _spread(score: Mapping[str, Any]) -> tuple[float, float, float]:
    return float(score["value"]), float(score["low"]), float(score["high"])


def main() -> None:
    """Ask in each way, and print."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("model", type=Path, metavar="MODEL")
    words.add_argument("dataset", type=Path, metavar="DATASET")
    words.add_argument("--studies", type=int, metavar="N", help="only the first N studies (default: all)")
    words.add_argument("--samples", type=int, default=1000, metavar="N", help="draws for the intervals (default: 1000)")
    asked = words.parse_args()
    archive, model = Archive(asked.dataset), LesionClassifier.open(asked.model)
    keys = list(archive.counted_keys())[: asked.studies]
    for name, way in ways(model):
        print(json.dumps(asdict(ablation(archive, name, way, keys, asked.samples))), flush=True)


if __name__ == "__main__":
    main()
