"""What the canvases show: letters, badges, colours, counts under the pointer, linked cameras, window drag and menu."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtTest import QTest

from dspic_gui.counts.colour_map import MAPS, colours
from dspic_gui.counts.display import Curve, Display, lookup_table
from dspic_gui.qt.canvas.camera import Camera
from dspic_gui.qt.canvas.contents import CanvasContents
from dspic_gui.qt.canvas.picture_item import picture
from dspic_gui.reading import Lesion
from dspic_gui.shape import Foreign, Rectangle
from dspic_gui.study import Projection, robust_maximum
from tests.qt.canvas_desk import ANT, CTRL, LEFT, MIDDLE, POST, RIGHT, Desk, noise_views, view_of

pytestmark = pytest.mark.usefixtures("plain_look")

displays = st.builds(
    Display,
    upper=st.floats(1, 300),
    curve=st.sampled_from(Curve),
    map=st.sampled_from(MAPS),
    inverted=st.booleans(),
    mirror_posterior=st.booleans(),
    interpolated=st.booleans(),
    linked=st.booleans(),
    single=st.booleans(),
    captions=st.booleans(),
    statistics=st.booleans(),
)


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


def letters(desk: Desk, projection) -> tuple[str, str]:
    labels = desk.canvas(projection).labels
    assert labels.left_letter.x() < labels.right_letter.x()
    return labels.left_letter.text(), labels.right_letter.text()


def test_letters_follow_the_projection_and_the_mirroring(desk: Desk) -> None:
    assert letters(desk, ANT) == ("R", "L")
    assert letters(desk, POST) == ("L", "R")
    assert not desk.canvas(POST).labels.badges.isVisible()
    desk.show(replace(desk.display, mirror_posterior=True))
    assert letters(desk, ANT) == ("R", "L")
    assert letters(desk, POST) == ("R", "L")
    assert desk.canvas(POST).labels.badges.text() == "MIRRORED"
    assert not desk.canvas(ANT).labels.badges.isVisible()


def test_the_letters_stand_where_the_pixels_are(desk: Desk) -> None:
    for mirrored in (False, True):
        desk.show(replace(desk.display, mirror_posterior=mirrored))
        assert desk.screen((10, 500), ANT).x() < desk.screen((246, 500), ANT).x()
        assert (desk.screen((10, 500), POST).x() < desk.screen((246, 500), POST).x()) is not mirrored
        assert desk.screen((100, 10), POST).y() < desk.screen((100, 1000), POST).y()


def test_inversion_interpolation_and_hidden_shapes_are_said(desk: Desk) -> None:
    labels = desk.canvas().labels
    assert labels.state.text().startswith("Inverse grey, hot is dark")
    desk.show(replace(desk.display, inverted=False, interpolated=True, shapes_hidden=True))
    assert labels.state.text().startswith("Grey, hot is bright")
    assert labels.badges.text() == "INTERPOLATED   MARKS HIDDEN"


def test_the_window_is_said_in_counts(desk: Desk) -> None:
    top = robust_maximum(noise_views())
    desk.show(desk.display.with_upper(50))
    assert f"0–{top / 2:.4g} counts (50\u00a0%)" in desk.canvas().labels.state.text()


@pytest.mark.parametrize("display", [Display(), Display(upper=30, map="inferno", inverted=False), Display(curve=Curve.LOG, inverted=False)])
def test_every_pixel_has_the_colour_of_its_count(desk: Desk, display: Display) -> None:
    views = noise_views()
    desk.show(display)
    desk.pair.actual_size()
    canvas = desk.canvas()
    picture = canvas.grab().toImage()
    table = colours(display.map, display.inverted)[lookup_table(display, robust_maximum(views))]
    for row, column in [(500, 20), (501, 21), (515, 128), (530, 250)]:
        at = canvas.to_screen((column + 0.5, row + 0.5))
        shown = picture.pixelColor(int(at.x()), int(at.y()))
        assert (shown.red(), shown.green(), shown.blue()) == tuple(table[views[ANT].counts[row, column]])


def test_pixels_are_square_and_not_interpolated(desk: Desk) -> None:
    desk.canvas().zoom(16 / desk.canvas().camera.scale, (128, 512))
    picture = desk.canvas().grab().toImage()
    at = desk.canvas().to_screen((128, 512)).toPoint()
    block = {picture.pixelColor(at.x() + dx, at.y() + dy).name() for dx in range(1, 15) for dy in range(1, 15)}
    assert len(block) == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(display=displays, row=st.integers(0, 1023), column=st.integers(0, 255), posterior=st.booleans(), zoom=st.floats(1.5, 12))
def test_the_pointer_reads_the_count_it_points_at(
    desk: Desk, display: Display, row: int, column: int, posterior: bool, zoom: float
) -> None:
    projection = POST if posterior else ANT
    seen: list[tuple] = []
    desk.show(display)
    desk.pair.activate(projection)
    desk.canvas(projection).move_camera(replace(desk.canvas(projection).camera, x=column, y=row, scale=zoom))
    desk.pair.cursor_changed.connect(lambda *what: seen.append(what))
    desk.move_screen(desk.canvas(projection).to_screen((column + 0.5, row + 0.5)), projection)
    desk.pair.cursor_changed.disconnect()
    where, x, y, count = seen[-1]
    assert where is projection
    assert (int(x), int(y)) == (column, row)
    assert count == noise_views()[projection].counts[row, column]


def test_the_pointer_is_shown_at_the_mirrored_column_of_the_other_view(desk: Desk) -> None:
    point = desk.canvas().to_raw(QPointF(desk.screen((60, 300))))
    desk.move((60, 300))
    other = desk.canvas(POST).pointer_item
    assert other.isVisible()
    assert (other.x(), other.y()) == pytest.approx((256 - point[0], point[1]), abs=1e-6)
    assert not desk.canvas(ANT).pointer_item.isVisible()
    desk.move((-30, 300))
    assert not other.isVisible()


def test_ctrl_wheel_zooms_at_the_pointer_and_the_wheel_alone_does_not_zoom(desk: Desk) -> None:
    desk.pair.actual_size()
    canvas = desk.canvas()
    before = desk.screen((80, 400))
    desk.wheel((80, 400), 3, keys=CTRL)
    assert canvas.camera.scale == pytest.approx(1.2**3)
    assert (desk.screen((80, 400)) - before).manhattanLength() <= 2
    scale, y = canvas.camera.scale, canvas.camera.y
    desk.wheel((80, 400), -1)
    assert canvas.camera.scale == scale
    assert canvas.camera.y > y


@pytest.mark.parametrize("way", ["middle", "space"])
def test_panning_moves_the_picture_with_the_hand(desk: Desk, way: str) -> None:
    desk.pair.actual_size()
    desk.pair.set_tool("polygon")
    canvas = desk.canvas()
    start = QPointF(200, 400)
    held = canvas.to_raw(start)
    if way == "space":
        canvas.setFocus()
        QTest.keyPress(canvas, Qt.Key.Key_Space)
    QTest.mousePress(canvas.viewport(), LEFT if way == "space" else MIDDLE, pos=start.toPoint())
    desk.move_screen(start + QPointF(40, 25), button=LEFT)
    QTest.mouseRelease(canvas.viewport(), LEFT if way == "space" else MIDDLE, pos=(start + QPointF(40, 25)).toPoint())
    if way == "space":
        QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.to_raw(start + QPointF(40, 25)) == pytest.approx(held, abs=1.1)
    assert not canvas.tool.in_progress


def test_linked_views_show_the_same_place_of_the_patient(desk: Desk) -> None:
    desk.canvas().zoom(4, (60, 300))
    one, other = desk.canvas(ANT).camera, desk.canvas(POST).camera
    assert (other.x, other.y, other.scale) == (256 - one.x, one.y, one.scale)
    desk.show(replace(desk.display, linked=False))
    desk.canvas().zoom(2)
    assert desk.canvas(POST).camera == other
    desk.show(replace(desk.display, linked=True))
    assert desk.canvas(POST).camera.scale == desk.canvas(ANT).camera.scale


def test_both_views_fit_at_one_scale_and_follow_the_window(desk: Desk) -> None:
    first = desk.canvas().camera.scale
    assert desk.canvas(POST).camera.scale == first
    for corner in ((0, 0), (254, 1023)):
        assert desk.canvas().viewport().rect().contains(desk.screen(corner))
    desk.pair.resize(700, 600)
    assert desk.canvas().camera.scale < first
    assert desk.canvas().viewport().rect().contains(desk.screen((254, 1023)))


@pytest.mark.parametrize("pixel_mm", [(4.8, 2.4), (1.2, 2.4)])
def test_pixels_that_are_not_square_are_shown_in_their_proportions(qtbot, pixel_mm: tuple[float, float]) -> None:
    counts = np.random.default_rng(7).poisson(30, (1024, 256))
    views = {view: view_of(view, counts, pixel_mm) for view in Projection}
    desk = Desk(views)
    qtbot.addWidget(desk.pair)
    canvas = desk.canvas()
    first, last = canvas.to_screen((20, 20)), canvas.to_screen((120, 120))
    assert (last.y() - first.y()) / (last.x() - first.x()) == pytest.approx(pixel_mm[0] / pixel_mm[1])
    for corner in ((0, 0), (254, 1023)):
        assert canvas.viewport().rect().contains(desk.screen(corner))
    canvas.zoom(8 / canvas.camera.scale, (128, 512))
    middle = canvas.to_screen((128, 512))
    canvas.pan(40, 25)
    assert (canvas.to_screen((128, 512)) - middle).toPoint() == QPointF(40, 25).toPoint()
    assert canvas.to_raw(canvas.to_screen((100.5, 300.5))) == pytest.approx((100.5, 300.5), abs=0.01)


def test_right_drag_changes_the_window_and_up_is_more_counts(desk: Desk) -> None:
    menus = []
    desk.pair.context_menu_requested.connect(lambda *what: menus.append(what))
    desk.drag([(100, 500), (100, 480), (100, 400)], button=RIGHT)
    assert desk.display.upper > 100
    desk.drag([(100, 400), (100, 450), (100, 600)], button=RIGHT)
    assert desk.display.upper < 100
    assert desk.display == replace(Display(), upper=desk.display.upper)
    assert menus == []


def test_right_drag_sideways_bends_the_gamma_curve(desk: Desk) -> None:
    desk.show(replace(desk.display, curve=Curve.GAMMA))
    desk.drag([(50, 500), (90, 500), (150, 500)], button=RIGHT)
    assert desk.display.gamma < 0.5


def test_right_click_selects_and_asks_for_the_menu(desk: Desk) -> None:
    menus = []
    desk.pair.context_menu_requested.connect(lambda *what: menus.append(what[1]))
    desk.hold(Lesion(ANT, Rectangle((50, 300), (90, 350)), "metastasis:skull", uid="one"))
    desk.click((70, 320), button=RIGHT)
    desk.click((200, 900), button=RIGHT)
    assert menus == ["one", None]
    assert desk.selection == ("one",)
    assert desk.display == Display()


def test_one_view_or_both(desk: Desk) -> None:
    desk.pair.activate(POST)
    desk.show(replace(desk.display, single=True))
    assert (desk.canvas(ANT).isVisible(), desk.canvas(POST).isVisible()) == (False, True)
    desk.pair.activate_other()
    assert (desk.canvas(ANT).isVisible(), desk.canvas(POST).isVisible()) == (True, False)
    desk.show(replace(desk.display, single=False))
    assert desk.canvas(ANT).isVisible() and desk.canvas(POST).isVisible()


def test_a_missing_view_is_said_and_cannot_be_drawn_on(desk: Desk) -> None:
    desk.pair.show_study({ANT: noise_views()[ANT]}, desk.display)
    assert desk.canvas(ANT).labels.badges.text() == "No posterior view"
    assert not desk.canvas(POST).isVisible() and desk.canvas(ANT).width() == desk.pair.width()
    middle = (desk.screen((0, 500)).x() + desk.screen((256, 500)).x()) / 2
    assert middle == pytest.approx(desk.pair.width() / 2, abs=2), "a lone view takes the middle"
    assert letters(desk, ANT) == ("R", "L")
    desk.pair.activate_other()
    assert desk.pair.active is ANT


def test_an_overlay_lies_over_the_counts_and_goes_with_the_study(desk: Desk) -> None:
    green = np.zeros((1024, 256, 4), dtype=np.uint8)
    green[..., 1] = green[..., 3] = 255
    desk.pair.show_overlay({ANT: green}, 1.0)
    at = desk.screen((128, 512))
    assert desk.canvas().grab().toImage().pixelColor(at).name() == "#00ff00"
    desk.pair.show_study(noise_views(), desk.display)
    assert desk.canvas().grab().toImage().pixelColor(at).name() != "#00ff00"


def test_captions_line_styles_and_states_of_lesions(desk: Desk) -> None:
    marks = [
        Lesion(ANT, Rectangle((20, 100), (60, 140)), "metastasis:rib:left", uid="a", group_id=3),
        Lesion(ANT, Rectangle((20, 200), (60, 240)), "arthritis:knee:right", uid="b", locked=True),
        Lesion(ANT, Rectangle((20, 300), (60, 340)), "what is this", uid="c"),
    ]
    desk.pair.show_lesions(marks, desk.book, unsaved=frozenset({"a"}), hidden=frozenset({"b"}))
    items = {uid: desk.canvas().lesions.item(uid) for uid in "abc"}
    assert items["a"].caption == "NOT SAVED  Metastasis · Rib L  #3"
    assert items["b"].caption == "A knee R", "short while the whole picture is in sight"
    desk.canvas().zoom(2.0)
    assert items["b"].caption == "Arthritis · Knee R  (locked)"
    desk.pair.fit()
    assert items["c"].caption == "Unknown: what is this"
    assert [items[uid].isVisible() for uid in "abc"] == [True, False, True]
    assert len({tuple(item.pen().dashPattern()) for item in items.values()}) == 3
    assert len({item.pen().color().name() for item in items.values()}) == 3
    desk.show(replace(desk.display, shapes_hidden=True))
    assert not any(item.isVisible() for item in items.values())
    assert desk.canvas().lesion_at((40, 120)) is None


def test_marks_of_other_programs_are_shown_and_found(desk: Desk) -> None:
    marks = [
        Lesion(ANT, Foreign("point", ((50, 300),)), "note", uid="point"),
        Lesion(ANT, Foreign("line", ((100, 300), (140, 340))), "note", uid="line"),
        Lesion(ANT, Foreign("circle", ((60, 400), (80, 400))), "note", uid="circle"),
    ]
    desk.hold(*marks)
    places = {(51, 301): "point", (119, 321): "line", (60, 410): "circle", (200, 600): None}
    for place, uid in places.items():
        found = desk.canvas().lesion_at(place)
        assert (found.uid if found else None) == uid
    desk.drag([(60, 410), (65, 415), (80, 430)])
    assert desk.reading.lesions[2].shape.points[0] == pytest.approx((80, 420), abs=0.6)


def test_centre_on_brings_a_lesion_to_the_middle(desk: Desk) -> None:
    desk.hold(Lesion(POST, Rectangle((50, 300), (90, 350)), "metastasis:skull", uid="one"))
    desk.pair.centre_on("one")
    assert desk.pair.active is POST
    middle = desk.canvas(POST).viewport().rect().center()
    assert (desk.screen((70, 325), POST) - middle).manhattanLength() <= 3


def test_what_the_picture_hides_is_not_painted_first_and_nobody_sees_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """At any zoom, mirrored, smooth and with pixels that are no squares, to the last pixel of the edges."""
    shown = [
        (Display(mirror_posterior=mirrored, interpolated=smooth), Camera(x, y, scale))
        for mirrored, smooth in ((False, False), (True, True))
        for x, y, scale in ((128.0, 512.0, 0.37), (3.3, 20.7, 1.0), (250.0, 1020.0, 2.61), (128.0, 500.0, 9.9))
    ]
    seen = [grabbed(desk, display, camera) for display, camera in shown]
    monkeypatch.setattr(CanvasContents, "drawBackground", lambda self, painter, rect: painter.fillRect(rect, self.backgroundBrush()))
    assert seen == [grabbed(desk, display, camera) for display, camera in shown]


def grabbed(desk: Desk, display: Display, camera: Camera) -> list[QImage]:
    desk.show(display)
    for projection in Projection:
        desk.canvas(projection).set_camera(camera)
    return [desk.canvas(projection).grab().toImage() for projection in Projection]


def test_pictures_in_turn_are_those_of_the_table(desk: Desk) -> None:
    """Two pieces of memory take turns: neither a picture shown before nor one kept as an image changes what is shown."""
    canvas = desk.canvas(ANT)
    kept = []
    for upper in (100.0, 30.0, 75.0, 15.0):
        display = Display(upper=upper)
        desk.show(display)
        image = canvas._picture.pixmap().toImage()
        wanted = picture(canvas._picture.indexed, display, canvas.maximum)
        found = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), np.uint32).reshape(wanted.shape)
        assert (found == wanted).all()
        kept.append(found)
    assert all((one != other).any() for one, other in pairwise(kept))
