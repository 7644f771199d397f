"""The words of the figure pages: names of figures, headings and classes, which the tables that are saved keep in English."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from dspic_gui.qt.words.sentence import translate

_WORDS = frozenset(
    {
        QT_TRANSLATE_NOOP("figures", "raw agreement"),
        QT_TRANSLATE_NOOP("figures", "Fleiss' kappa"),
        QT_TRANSLATE_NOOP("figures", "Krippendorff's alpha"),
        QT_TRANSLATE_NOOP("figures", "Gwet's AC1"),
        QT_TRANSLATE_NOOP("figures", "Cohen's kappa"),
        QT_TRANSLATE_NOOP("figures", "Cohen's kappa against the others"),
        QT_TRANSLATE_NOOP("figures", "detection F1"),
        QT_TRANSLATE_NOOP("figures", "mean Dice of matched lesions"),
        QT_TRANSLATE_NOOP("figures", "mean IoU of matched lesions"),
        QT_TRANSLATE_NOOP("figures", "mean 95 % Hausdorff distance of matched lesions (pixels)"),
        QT_TRANSLATE_NOOP("figures", "same disease of matched lesions"),
        QT_TRANSLATE_NOOP("figures", "same body part of matched lesions"),
        QT_TRANSLATE_NOOP("figures", "same side of matched lesions"),
        QT_TRANSLATE_NOOP("figures", "mean Dice of views"),
        QT_TRANSLATE_NOOP("figures", "sensitivity against the others"),
        QT_TRANSLATE_NOOP("figures", "false positives per view against the others"),
        QT_TRANSLATE_NOOP("figures", "others"),
        QT_TRANSLATE_NOOP("figures", "sex"),
        QT_TRANSLATE_NOOP("figures", "age"),
        QT_TRANSLATE_NOOP("figures", "patients"),
        QT_TRANSLATE_NOOP("figures", "unknown"),
        QT_TRANSLATE_NOOP("figures", "disease"),
        QT_TRANSLATE_NOOP("figures", "part"),
        QT_TRANSLATE_NOOP("figures", "lesions"),
        QT_TRANSLATE_NOOP("figures", "left"),
        QT_TRANSLATE_NOOP("figures", "right"),
        QT_TRANSLATE_NOOP("figures", "bilateral"),
        QT_TRANSLATE_NOOP("figures", "no side"),
        QT_TRANSLATE_NOOP("figures", "class"),
        QT_TRANSLATE_NOOP("figures", "short"),
        QT_TRANSLATE_NOOP("figures", "views"),
        QT_TRANSLATE_NOOP("figures", "vertebra (the three parts of the spine)"),
        QT_TRANSLATE_NOOP("figures", "studies"),
        QT_TRANSLATE_NOOP("figures", "study"),
        QT_TRANSLATE_NOOP("figures", "view"),
        QT_TRANSLATE_NOOP("figures", "maximum"),
        QT_TRANSLATE_NOOP("figures", "normal"),
        QT_TRANSLATE_NOOP("figures", "metastatic"),
        QT_TRANSLATE_NOOP("figures", "arthritic"),
        QT_TRANSLATE_NOOP("figures", "metastatic & arthritic"),
        QT_TRANSLATE_NOOP("figures", "adjudicate"),
        QT_TRANSLATE_NOOP("figures", "metastasis"),
        QT_TRANSLATE_NOOP("figures", "arthritis"),
        QT_TRANSLATE_NOOP("figures", "consensus"),
        QT_TRANSLATE_NOOP("figures", "truth"),
    }
)


def word_text(word: str) -> str:
    """A word of the figures in the user's language; any other word, for example a reader's name, as it is."""
    return translate("figures", word) if word in _WORDS else word


def between_text(names: str) -> str:
    """Readers joined by dashes, of whom one may be "others"."""
    return " – ".join(map(word_text, names.split(" – ")))
