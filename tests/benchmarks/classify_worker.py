"""One runtime of the network in a process of its own: answers load, run and eight, one line each.

LiteRT runs the model folder. The peers run the same layers in float32 with drawn weights, which take the same time.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

REPEATS = 3
Classify = Callable[[np.ndarray], Any]


def counts() -> np.ndarray:
    """The real scan, so that the numbers are like a patient's."""
    from pydicom.data import get_testdata_file

    from dspic_gui.scans.decoder import read_file

    return np.asarray(next(iter(read_file(Path(str(get_testdata_file("JPEG-LL.dcm", download=False)))).frames.values())))


def litert(_folder: Path) -> Classify:
    """The application's own classifier, normalisation included."""
    from dspic_gui.model.classifier import Classifier

    classifier = Classifier.open(Path(os.environ["DSPIC_MODEL"]), threads=2)
    return classifier.classify_counts


def _keras() -> Any:
    from dspic_gui.network.build import build, plan_named
    from dspic_gui.network.plan import Deviations, Head

    card = json.loads((Path(os.environ["DSPIC_MODEL"]) / "card.json").read_text())
    known = {
        name: card["deviations"][name] for name in ("initialiser", "batch_normalisation", "refined_product") if name in card["deviations"]
    }
    network = card["network"] if card["network"] != "small" else "dSPIC-AM"
    return build(plan_named(network), Head(card["head"]), Deviations(**known))


def tf_function(_folder: Path) -> Classify:
    """The Keras network inside a tf.function."""
    import tensorflow as tf

    from dspic_gui.model.network_input import network_input

    network = _keras()
    forward = tf.function(lambda batch: network(batch, training=False))
    return lambda scan: forward(tf.constant(network_input(scan)[None, :, :, None])).numpy()


def keras_predict(_folder: Path) -> Classify:
    """Plain `model.predict`."""
    from dspic_gui.model.network_input import network_input

    network = _keras()
    return lambda scan: network.predict(network_input(scan)[None, :, :, None], verbose=0)


def onnx_runtime(folder: Path) -> Classify:
    """The network exported to ONNX."""
    import onnxruntime

    from dspic_gui.model.network_input import network_input

    path = folder / "network.onnx"
    _keras().export(str(path), format="onnx", verbose=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(path), options)
    name = session.get_inputs()[0].name
    return lambda scan: session.run(None, {name: network_input(scan)[None, :, :, None]})


RUNTIMES: dict[str, Callable[[Path], Classify]] = {
    "litert": litert,
    "tf.function": tf_function,
    "Keras predict": keras_predict,
    "ONNX Runtime": onnx_runtime,
}


def main() -> None:
    """Answer until the input ends."""
    scan = counts()
    classify: Classify = _nothing
    for question in sys.stdin:
        match question.strip():
            case "load":
                classify = RUNTIMES[sys.argv[1]](Path(sys.argv[2]))
                classify(scan)
                classify(scan)
                answer: Any = {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
            case "run":
                answer = [_timed(classify, scan, 1) for _ in range(REPEATS)]
            case _:
                answer = min(_timed(classify, scan, 8)[0] for _ in range(REPEATS))
        print("ANSWER " + json.dumps(answer), flush=True)


def _nothing(_scan: np.ndarray) -> None:
    return


def _timed(classify: Classify, scan: np.ndarray, views: int) -> tuple[float, float]:
    """Seconds on the clock, and of processor time over all cores."""
    started, used = time.perf_counter(), time.process_time()
    for _ in range(views):
        classify(scan)
    return time.perf_counter() - started, time.process_time() - used


if __name__ == "__main__":
    main()
