"""The keys that readers expect: each does what it should when it is really pressed; a remapped key works at once and lasts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtTest import QTest

from dspic_gui.counts.display import Curve
from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.window.key_settings import KeySettings
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.journeys.hands import Hands
from tests.made.small_dataset import lesion, small_dataset

CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
ANT, POST = Projection.ANT, Projection.POST
K = Qt.Key

See = Callable[[Hands], object]


def display(name: str) -> See:
    return lambda hands: getattr(hands.room.session.display, name)


def tool(hands: Hands) -> object:
    return hands.room.canvas.tool_name


def marks(hands: Hands) -> object:
    return len(hands.reading.lesions)


def left(hands: Hands) -> object:
    return hands.reading.lesions[0].shape.bounds[0]


def scale(hands: Hands) -> object:
    return round(hands.canvas().camera.scale, 4)


NONE = Qt.KeyboardModifier.NoModifier
PRESSED: tuple[tuple[K, Qt.KeyboardModifier, See, object], ...] = (
    (K.Key_Tab, NONE, lambda hands: hands.room.canvas.active, POST),
    (K.Key_Tab, NONE, lambda hands: hands.room.canvas.active, ANT),
    (K.Key_X, NONE, display("single"), True),
    (K.Key_X, NONE, display("single"), False),
    (K.Key_L, NONE, display("linked"), False),
    (K.Key_L, NONE, display("linked"), True),
    (K.Key_2, NONE, display("upper"), 75),
    (K.Key_3, NONE, display("upper"), 50),
    (K.Key_4, NONE, display("upper"), 30),
    (K.Key_5, NONE, display("upper"), 15),
    (K.Key_1, NONE, display("upper"), 100),
    (K.Key_I, NONE, display("inverted"), False),
    (K.Key_G, NONE, display("curve"), Curve.GAMMA),
    (K.Key_G, NONE, display("curve"), Curve.LOG),
    (K.Key_C, NONE, display("map"), "hot_iron"),
    (K.Key_R, NONE, lambda hands: [display(name)(hands) for name in ("map", "inverted", "curve")], ["grey", True, Curve.LINEAR]),
    (K.Key_M, NONE, display("mirror_posterior"), True),
    (K.Key_M, NONE, display("mirror_posterior"), False),
    (K.Key_H, NONE, display("shapes_hidden"), True),
    (K.Key_H, NONE, display("shapes_hidden"), False),
    (K.Key_S, NONE, display("statistics"), False),
    (K.Key_S, NONE, display("statistics"), True),
    (K.Key_P, NONE, tool, "polygon"),
    (K.Key_B, NONE, tool, "rectangle"),
    (K.Key_E, NONE, tool, "ellipse"),
    (K.Key_Q, NONE, tool, "hot_spot"),
    (K.Key_N, CTRL, tool, "polygon"),
    (K.Key_R, CTRL, tool, "rectangle"),
    (K.Key_Escape, NONE, tool, "select"),
    (K.Key_Right, CTRL, lambda hands: len(hands.room.session.selection), 1),
    (K.Key_Right, NONE, left, 91),
    (K.Key_Left, NONE, left, 90),
    (K.Key_Right, SHIFT, left, 100),
    (K.Key_Left, SHIFT, left, 90),
    (K.Key_D, CTRL, marks, 2),
    (K.Key_Delete, NONE, marks, 1),
    (K.Key_Z, CTRL, marks, 2),
    (K.Key_Y, CTRL, marks, 1),
    (K.Key_Z, CTRL, marks, 2),
    (K.Key_Z, CTRL | SHIFT, marks, 1),
    (K.Key_A, CTRL, lambda hands: len(hands.room.session.selection), 1),
    (K.Key_C, CTRL, marks, 1),
    (K.Key_V, CTRL, marks, 2),
    (K.Key_Z, CTRL, marks, 1),
    (K.Key_A, CTRL, lambda hands: len(hands.room.session.selection), 1),
    (K.Key_M, CTRL, lambda hands: [mark.projection for mark in hands.reading.lesions], [ANT, POST]),
    (K.Key_A, CTRL, lambda hands: len(hands.room.session.selection), 2),
    (K.Key_2, ALT, lambda hands: {mark.certainty for mark in hands.reading.lesions}, {2}),
    (K.Key_L, CTRL | SHIFT, lambda hands: {mark.locked for mark in hands.reading.lesions}, {True}),
    (K.Key_Delete, NONE, marks, 2),
    (K.Key_0, CTRL, scale, 1.0),
)
"""Pressed one after another on a study with one mark: the key, what is looked at, what it must be then."""


@pytest.fixture
def reader(tmp_path, sign_in: SignIn) -> Hands:  # type: ignore[no-untyped-def]
    return sign_in(small_dataset(tmp_path / "keys", 3).folder)


def test_every_key_does_what_it_says(reader: Hands) -> None:
    reader.room.session.commit(reader.reading.adding(lesion(90, 290)))
    for number, (key, modifiers, see, expected) in enumerate(PRESSED):
        reader.key(key, modifiers)
        assert see(reader) == expected, f"{number}: {QKeySequence(key).toString()} with {modifiers}"


def test_zoom_and_fit(reader: Hands) -> None:
    whole = scale(reader)
    reader.key(K.Key_Plus, CTRL)
    assert scale(reader) == pytest.approx(1.25 * whole, rel=1e-3)  # type: ignore[operator]
    reader.key(K.Key_Minus, CTRL)
    reader.key(K.Key_Minus, CTRL)
    reader.key(K.Key_F, CTRL)
    assert scale(reader) == whole


def test_studies_by_key(reader: Hands) -> None:
    session = reader.room.session
    keys = [str(reader.room.worklist.model.row(row).key) for row in range(3)]
    for key, modifiers, at in ((K.Key_D, NONE, 1), (K.Key_D, SHIFT, 2), (K.Key_A, NONE, 1), (K.Key_A, SHIFT, 0)):
        reader.key(key, modifiers)
        reader.wait(lambda at=at: session.key == keys[at] and session.opening is None)  # type: ignore[misc]
    with reader.answering(keys[2][:6]):
        reader.key(K.Key_G, CTRL)
    reader.wait(lambda: session.key == keys[2])


def test_no_single_key_destroys(reader: Hands) -> None:
    """Letters and digits alone, with a mark selected: the mark stays as it is."""
    reader.room.session.commit(reader.reading.adding(lesion(90, 290)))
    before = reader.reading.lesions
    for code in (*range(ord("A"), ord("Z") + 1), *range(ord("0"), ord("9") + 1)):
        if chr(code) in "DA":
            continue
        reader.room.session.select(before[0].uid)
        reader.room.focus_canvas()
        reader.key(Qt.Key(code))
        reader.key(K.Key_Escape)
    assert reader.reading.lesions == before and not reader.reading.says_normal


def test_a_remapped_key_works_at_once_lasts_and_conflicts_are_refused(reader: Hands, sign_in: SignIn) -> None:
    folder = reader.room.session.archive.folder
    dialog = key_settings(reader)
    dialog.choose("normal")
    QTest.keyClick(dialog.editor, K.Key_P)
    reader.wait(lambda: dialog.editor.keySequence() == QKeySequence("P"))
    QTest.mouseClick(dialog.assign, Qt.MouseButton.LeftButton)
    assert "P" in dialog.problem.text() and "olygon" in dialog.problem.text()
    dialog.editor.clear()
    QTest.keyClick(dialog.editor, K.Key_Y)
    reader.wait(lambda: dialog.editor.keySequence() == QKeySequence("Y"))
    QTest.mouseClick(dialog.assign, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == ""
    dialog.close()
    reader.window.activateWindow()
    reader.wait(reader.window.isActiveWindow)
    reader.room.focus_canvas()
    reader.type("n")
    assert not reader.reading.says_normal
    reader.type("y")
    assert reader.reading.says_normal
    reader.window.close()

    again = sign_in(folder)
    assert again.reading.says_normal
    again.type("n")
    assert again.reading.says_normal
    again.type("y")
    assert not again.reading.says_normal


def key_settings(hands: Hands) -> KeySettings:
    hands.key(K.Key_F1, SHIFT)
    dialog = hands.window.findChild(KeySettings)
    assert dialog is not None
    return dialog


def test_the_guest_draws_and_cannot_seal(two_views: Archive, sign_in: SignIn) -> None:
    hands = sign_in(two_views.folder, "guest")
    hands.type("b")
    hands.drag((128, 232), (152, 292))
    hands.type("mt")
    assert marks(hands) == 1 and hands.room.session.saved
    hands.key(K.Key_Return, CTRL)
    assert not hands.reading.sealed and "guest" in hands.window.status_line.currentMessage()
