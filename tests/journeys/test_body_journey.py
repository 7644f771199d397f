"""How high a body stands in the window while somebody reads; `pytest -s` says the figures that docs/before-and-after.md gives."""

from __future__ import annotations

from dspic_gui.counts.body import body_of
from dspic_gui.dataset.archive import Archive
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.made.small_dataset import lesion

LEAST = {(1366, 768): 0.82, (1920, 1080): 0.88}


def test_a_body_takes_most_of_the_window_s_height_while_reading(two_views: Archive, sign_in: SignIn) -> None:
    """The genuine scan with marks, the worklist and the side in sight."""
    hands = sign_in(two_views.folder)
    room, window = hands.room, hands.window
    room.session.commit(hands.reading.adding(lesion(90, 290), lesion(120, 420)))
    for (width, height), least in LEAST.items():
        window.resize(width, height)
        hands.wait(lambda height=height: window.height() == height and room.worklist_shown and room.side_shown)  # type: ignore[misc]
        for projection in Projection:
            canvas = hands.canvas(projection)
            assert canvas.view is not None and canvas.fitted
            body = body_of(canvas.view)
            top, bottom = (canvas.to_screen((body.left, y)).y() for y in (body.top, body.bottom))
            share = (bottom - top) / window.height()
            print(f"{width} x {height}, {projection}: the body has {share:.1%} of the window's height")
            assert top >= 0 and bottom <= canvas.height(), "head and feet are in sight"
            assert share >= least
