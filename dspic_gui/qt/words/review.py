"""The words of the review: the paper's reasons for an error."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from dspic_gui.qt.words.sentence import translate

_REASONS = {
    "normal_variant": QT_TRANSLATE_NOOP("review", "Normal variant of uptake"),
    "spine": QT_TRANSLATE_NOOP("review", "Degenerative or metastatic spine"),
    "asymmetry": QT_TRANSLATE_NOOP("review", "Asymmetry ignored"),
    "symmetric_joints": QT_TRANSLATE_NOOP("review", "Symmetric joints read as normal"),
    "low_counts": QT_TRANSLATE_NOOP("review", "Low counts"),
    "artefact": QT_TRANSLATE_NOOP("review", "Artefact"),
    "label_wrong": QT_TRANSLATE_NOOP("review", "The label is wrong"),
    "other": QT_TRANSLATE_NOOP("review", "Other"),
}


def reason_text(reason: str) -> str:
    """A reason in the reader's language."""
    return translate("review", _REASONS[reason])
