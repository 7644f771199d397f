from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PyQt6.QtCore import QByteArray
from PyQt6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from dspic_gui.qt import theme
from dspic_gui.qt.preferences import TEXT_PERCENTS, Preferences


@pytest.fixture
def application(qapp: QApplication) -> QApplication:
    return qapp


@pytest.fixture(autouse=True)
def put_back(qapp: QApplication) -> object:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, success criterion 1.4.3."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", [theme.DARK, theme.LIGHT])
def test_text_can_be_read_and_the_focus_be_seen(name: str) -> None:
    colours = theme.colours(name)
    for ground in (colours.window, colours.panel, colours.raised, colours.field):
        assert contrast(colours.text, ground) >= 7, ground
        assert contrast(colours.focus, ground) >= 3, ground
    for ground in (colours.window, colours.panel):
        for sign in (colours.dim, colours.warning, colours.error, colours.good, colours.accent):
            assert contrast(sign, ground) >= 4.5, (sign, ground)
    assert contrast(colours.on_selection, colours.selection) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert luminance(theme.colours(theme.DARK).window) < 0.02 < 0.6 < luminance(theme.colours(theme.LIGHT).window)


@pytest.mark.parametrize("name", [theme.DARK, theme.LIGHT])
def test_the_sheet_has_every_colour_and_every_picture(name: str) -> None:
    sheet = theme.style_sheet(name, 10)
    assert "@" not in sheet
    pictures = re.findall(r"url\((.*?)\)", sheet)
    assert pictures and all(Path(picture).is_file() for picture in pictures)
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= set(asdict(theme.colours(name)).values())


def test_text_of_any_size_goes_through_the_whole_program(application: QApplication, qtbot: QtBot) -> None:
    button, box = QPushButton("Seal"), QComboBox()
    for widget in (button, box):
        qtbot.addWidget(widget)
    theme.apply_theme(application, theme.DARK, 100)
    plain, height = application.font().pointSizeF(), button.sizeHint().height()
    theme.apply_theme(application, theme.LIGHT, 200)
    assert application.font().pointSizeF() == pytest.approx(2 * plain)
    assert button.sizeHint().height() > 1.5 * height
    assert theme.current() == theme.colours(theme.LIGHT)
    theme.apply_theme(application, theme.DARK, 100)
    assert application.font().pointSizeF() == pytest.approx(plain), "it does not drift"


def test_settings_survive_and_say_what_changed(tmp_path: Path, qtbot: QtBot) -> None:
    preferences = Preferences(tmp_path / "settings.ini")
    assert (preferences.theme, preferences.text_percent) == ("dark", 100)
    with qtbot.waitSignal(preferences.appearance_changed):
        preferences.theme = "light"
    with qtbot.assertNotEmitted(preferences.appearance_changed):
        preferences.theme = "light"
        preferences.theme = "pink"
    with qtbot.waitSignal(preferences.appearance_changed):
        preferences.text_percent = 130
    preferences.set_value("canvas/linked", True)
    preferences.set_value("canvas/percent", 37.5)
    preferences.set_layout("window", QByteArray(b"\x00\x01state"))
    preferences.save()
    again = Preferences(tmp_path / "settings.ini")
    assert (again.theme, again.text_percent) == ("light", 130)
    assert again.value("canvas/linked", False) is True
    assert again.value("canvas/percent", 0.0) == 37.5
    assert again.value("canvas/missing", "default") == "default"
    assert bytes(again.layout("window").data()) == b"\x00\x01state"
    assert again.layout("other").isEmpty()


def test_settings_of_the_wrong_kind_read_as_the_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[look]\ntheme=17\ntext_percent=huge\n[layout]\nwindow=5\n", encoding="utf-8")
    preferences = Preferences(path)
    assert (preferences.theme, preferences.text_percent) == ("dark", 100)
    assert preferences.layout("window").isEmpty()
    preferences.text_percent = 5000
    assert preferences.text_percent == TEXT_PERCENTS[-1]
