"""A model folder of either kind, opened."""

from __future__ import annotations

from pathlib import Path

from dspic_gui.lesion_model.lesion_card import KIND, kind_of
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.model.classifier import Classifier

SHIPPED_LESIONS = Path(__file__).resolve().parents[2] / "resources" / "model_lesions"
"""The lesion model that comes with the program, where one does."""

Model = Classifier | LesionClassifier
"""A network that answers for a view, or one that finds lesions in a pair of views."""


def open_model(folder: Path, threads: int | None = None, *, apart: bool = False) -> Model:
    """The model in this folder, checked and tested; ModelError says why it cannot be used."""
    if kind_of(folder) == KIND:
        return LesionClassifier.open(folder, threads, apart=apart)
    return Classifier.open(folder, threads, apart=apart)
