"""How many clicks, drags and keys the tasks of a day take: counted, and no more than docs/reading.md says."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from dspic_gui.dataset.archive import Archive
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.journeys.gestures import counted

CTRL = Qt.KeyboardModifier.ControlModifier
SPOT = (234, 479)


def test_a_lesion_in_both_views_a_polygon_and_a_normal_study(two_views: Archive, sign_in: SignIn) -> None:
    hands = sign_in(two_views.folder)
    with counted(hands, "one lesion in both views"):
        hands.type("q")
        hands.click(*SPOT)
        hands.type("jg")
        hands.key(Qt.Key.Key_Return)
        hands.key(Qt.Key.Key_M, CTRL)
    assert {mark.projection for mark in hands.reading.lesions} == set(Projection)
    assert len({mark.group_id for mark in hands.reading.lesions}) == 1
    with counted(hands, "polygon of five corners"):
        hands.type("p")
        for x, y in ((120, 240), (150, 244), (152, 280), (130, 292), (116, 270)):
            hands.click(x, y)
        hands.key(Qt.Key.Key_Return)
        hands.type("mr")
        hands.key(Qt.Key.Key_Return)
    assert len(hands.reading.lesions) == 3
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_A, CTRL)
    hands.key(Qt.Key.Key_Delete)
    with counted(hands, "normal study"):
        hands.type("n")
        hands.key(Qt.Key.Key_Return, CTRL)
    hands.wait(lambda: hands.reading.sealed)


def test_a_click_beside_the_code_box_leaves_it_the_keys(two_views: Archive, sign_in: SignIn) -> None:
    hands = sign_in(two_views.folder)
    hands.type("b")
    hands.drag((120, 240), (150, 280))
    mirrored = hands.room.session.display.mirror_posterior
    viewport = hands.room.lesions.table.viewport()
    for elsewhere in (hands.surface(Projection.POST), viewport):
        assert elsewhere is not None
        QTest.mouseClick(elsewhere, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    hands.window.setFocus()
    hands.type("mn")
    assert hands.reading.lesions[-1].label == "metastasis:sternum"
    assert hands.room.session.display.mirror_posterior is mirrored
