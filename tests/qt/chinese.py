"""Simplified Chinese on a small screen: what stays as it is, and a window in that language to walk through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PyQt6.QtCore import QCoreApplication, QLocale, QTranslator
from PyQt6.QtWidgets import QApplication

from dspic_gui.qt.window import fonts, translation
from dspic_gui.qt.window.main_window import MainWindow
from tests.qt.cut_texts import cut_texts
from tests.qt.walk import Language

CHINESE = QLocale("zh_CN")
Chinese = Language[translation.Translation]

KEYS = {"Ctrl", "Shift", "Alt", "Enter", "Esc", "Tab", "Del", "Ins", "Home", "End", "PgUp", "PgDown"}
UNITS = {"px", "mm", "cm", "MiB", "keV", "UTC"}
FORMATS = {"DICOM", "DICOMDIR", "DICOMweb", "PACS", "AE", "TLS", "GET", "MOVE", "WADO", "RS", "COCO", "YOLO", "VOC", "SR"}
FORMATS |= {"LabelMe", "labelme", "CSV", "PDF", "PNG", "csv", "pdf", "png", "svg", "txt", "json", "zip", "tar", "gz", "dcm", "ima"}
FORMATS |= {"https", "GNU"}
MEASURES = {"Kappa", "Fleiss", "Krippendorff", "Gwet", "AC", "Cohen", "Dice", "IoU", "Hausdorff", "ROC", "AUC", "Top"}
SCANS = {"CT", "MRI"}
OWN = {"dSPIC", "Workstation", "AM", "simulated", "English", "CAM", "Grad", "HiResCAM", "Plasma", "Viridis", "Cividis", "Inferno"}
DATA = {"ANT", "POST", "Small", "Evaluated", "dataset", "small"}
NAMES = frozenset(KEYS | UNITS | FORMATS | MEASURES | SCANS | OWN | DATA)
"""Names and units, which are the same in Chinese; ANT and POST are what files and cameras call the views."""

SAYS_SO = "the file's name says so"
_KEY = re.compile(r"\b[0-9a-f]{16}\b")
REPORT = "Focal uptake in the left rib"


@contextmanager
def speaking_chinese(application: QApplication) -> Iterator[Chinese]:
    """While it lasts, the program speaks Chinese as it does for a user whose language it is; skips where there is no font."""
    if not fonts.can_be_shown(CHINESE):
        pytest.skip("no Chinese font is installed")
    before = application.findChildren(QTranslator)
    assert translation.install(application, CHINESE)
    fonts.prefer(application, CHINESE)
    added = [one for one in application.findChildren(QTranslator) if one not in before]
    try:
        yield Language(next(one for one in added if isinstance(one, translation.Translation)), NAMES, cut_texts)
    finally:
        for one in added:
            QCoreApplication.removeTranslator(one)


def small(window: MainWindow) -> MainWindow:
    """The window as large as a screen of 1366 x 768 has room for, its title bar and a task bar left out."""
    window.resize(1366, 768 - 60)
    assert window.width() == 1366, "the window needs more"
    return window


def cut_in(chinese: Chinese) -> list[str]:
    """The texts that were seen cut, but for the line of the prior study, which says as much as there is room for."""
    return [f"{where}: {place}: {text!r}" for (place, text), where in chinese.cut.items() if not _KEY.search(text)]


def english_in(chinese: Chinese, *data: str) -> list[str]:
    """The English that was seen; `data` are pieces of texts that are no text of the program."""
    return chinese.english(SAYS_SO, REPORT, *data)
