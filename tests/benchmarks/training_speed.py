"""Images a second in training against the machine's own matrix-product peak, and simulated patients a second."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.rows import Row, row

GIGA_OPERATIONS = 3 * 7.34
"""Multiply-adds of a training step per picture: 7.34 G forward in trunk and 2 x 8 head, twice that backward."""
TRAINING_GOAL, PEAK_GOAL, PATIENTS_GOAL, MINUTES_GOAL = 5.0, 0.70, 2.0, 90.0
EPOCHS, VIEWS = 24, 1051
STEPS, BATCH = 6, 8


def measure() -> list[Row]:
    """The rows of the benchmark."""
    peak = matrix_peak()
    rate = images_per_second()
    trained, between = epoch_as_trained()
    minutes = EPOCHS * (VIEWS / trained + between) / 60
    return [
        _row("training dSPIC-AM, batch 8", rate, "images/s", f">= {TRAINING_GOAL}"),
        _row("training, share of the peak", rate * GIGA_OPERATIONS / peak, "", f">= {PEAK_GOAL}", "float32 matmul, Gmac/s", peak),
        _row("training as it runs, with --vary", trained, "images/s", f">= {TRAINING_GOAL}"),
        _row(f"{EPOCHS} epochs of {VIEWS} images at that rate, checkpoints included", minutes, "min", f"<= {MINUTES_GOAL}"),
        _row("simulation", patients_per_second(), "patients/s", f">= {PATIENTS_GOAL}"),
    ]


def images_per_second() -> float:
    """The best of three runs of six steps of dSPIC-AM with the 2x8 head on batches of eight, after two to warm up."""
    from training.settings import Settings
    from training.step import Learner

    learner = Learner(Settings(), (256, 1024))
    rng = np.random.default_rng(0)
    batch = rng.random((BATCH, 256, 1024), dtype=np.float32), np.eye(3, dtype=np.float32)[np.arange(BATCH) % 3], np.ones(BATCH, np.float32)
    for _ in range(2):
        learner.learn(batch, 1e-4)
    return max(_rate(lambda: learner.learn(batch, 1e-4), STEPS) for _ in range(3)) * BATCH


def epoch_as_trained(views: int = 64, asked: int = 11) -> tuple[float, float]:
    """Images a second inside the second of two epochs, each view varied anew; and the seconds of validation and checkpoint after it."""
    from dspic_gui.disease import Answer
    from training.dataset import Example, ExampleSet
    from training.fit import fit
    from training.settings import Settings
    from training.step import Learner

    rng = np.random.default_rng(0)
    answers = [list(Answer)[number % 3] for number in range(views + asked)]
    examples = [Example(str(number), str(number), "ANT", answer) for number, answer in enumerate(answers)]
    pictures = list(rng.random((views + asked, 256, 1024), dtype=np.float32))
    parts = [ExampleSet(tuple(examples[part]), tuple(pictures[part])) for part in (slice(views), slice(views, None))]
    settings, ends = Settings(epochs=2, patience=0, vary=True), []
    with tempfile.TemporaryDirectory() as folder:
        course = fit(
            Learner(settings, (256, 1024)),
            *parts,
            Path(folder),
            lambda event: ends.append(time.perf_counter()) if event["event"] == "epoch" else None,
        )
    learned = course.rows[1].seconds
    return views / learned, ends[1] - ends[0] - learned


def matrix_peak() -> float:
    """Giga multiply-adds a second of TensorFlow's float32 matrix product of 2,048 x 2,048, the best of five runs."""
    import tensorflow as tf

    size = 2048
    left = tf.constant(np.random.default_rng(0).random((size, size), dtype=np.float32))
    product = tf.function(lambda: tf.matmul(left, left))
    product()
    return max(_rate(lambda: product().numpy(), 4) for _ in range(5)) * size**3 / 1e9


def patients_per_second(patients: int = 12) -> float:
    """Simulated studies with all their files, on all cores, start of the workers included."""
    from training.simulate.folder import Recipe, simulate

    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        simulate(Path(folder) / "dataset", Recipe(patients, 1), workers=os.cpu_count() or 1)
        return patients / (time.perf_counter() - started)


def _rate(work: Any, times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - started)


def _row(name: str, value: float, unit: str, goal: str, peer: str | None = None, peer_value: float | None = None) -> Row:
    by = None if peer else "python" if unit == "patients/s" else "matrix"
    return row(name, value, unit, goal, peer, peer_value, by=by)



if __name__ == "__main__":
    for line in measure():
        print(line)
