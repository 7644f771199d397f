"""A network as a Python program uses it."""

from __future__ import annotations

from pathlib import Path

from dspic_gui.lesion_model import opened
from dspic_gui.lesion_model.opened import Model
from dspic_gui.model.classifier import SHIPPED


def open_model(folder: str | Path = SHIPPED, threads: int | None = None) -> Model:
    """The model in this folder, by default the one that ships; ModelError says why it cannot be used.

    A `Classifier` answers with `classify_counts(counts)`, a `LesionClassifier` with `find({Projection.ANT: counts, ...})`.
    """
    return opened.open_model(Path(folder), threads)
