"""What labelme shows is drawn from the scan of its view: another picture is noticed, and drawn anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.counts.picture import draws, read_png, render, write_png
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.drawn_pictures import OTHER_DRAWN, draw_anew, is_drawn_from
from dspic_gui.intake.importing import import_sources
from dspic_gui.study import Projection
from tests.made.importing import only_study
from tests.made.small_dataset import counts, small_dataset
from tests.places import GOLDEN

ANT, POST = Projection


@pytest.fixture
def drawn(tmp_path: Path) -> Archive:
    """Two studies, each view with its picture."""
    archive = small_dataset(tmp_path / "d", 2)
    for key in archive.study_keys():
        for view in archive.views(key).values():
            draw_anew(archive.folder, key, view)
    return archive


def others(archive: Archive) -> set[str]:
    """The pictures of which the check says that they show something else."""
    return {one.file for one in DatasetCheck(archive.folder).breaches() if one.sentence == OTHER_DRAWN}


def test_pictures_that_were_exchanged_by_hand_are_noticed_and_drawn_anew(drawn: Archive) -> None:
    assert others(drawn) == set()
    key, other = drawn.study_keys()
    pictures = [drawn.picture(*one) for one in ((key, ANT), (key, POST), (other, ANT), (other, POST))]
    contents = [path.read_bytes() for path in pictures]
    for order in ((1, 0, 2, 3), (2, 3, 0, 1), (0, 0, 2, 2)):
        for path, at in zip(pictures, order, strict=True):
            path.write_bytes(contents[at])
        wrong = [path for place, path in enumerate(pictures) if contents[order[place]] != contents[place]]
        assert others(drawn) == {path.relative_to(drawn.folder).as_posix() for path in wrong} != set()
    pictures[0].write_bytes(b"no picture")
    pictures[1].unlink()
    for one in (key, other):
        for view in drawn.views(one).values():
            draw_anew(drawn.folder, one, view)
    assert [path.read_bytes() for path in pictures] == contents


def test_a_picture_that_another_library_rounded_is_the_same() -> None:
    view = counts(1, ANT).astype("<i4")
    picture = render(view)
    assert draws(picture, view) and draws(picture - (picture > 100), view) and not draws(picture[::-1], view)
    assert not draws(picture[:-1], view) and draws(read_png(write_png(picture)), view)


def test_pictures_of_earlier_versions_and_of_an_import_are_drawn_from_their_scans(real_scan: Path, tmp_path: Path) -> None:
    earlier = Archive(GOLDEN / "earlier" / "dataset")
    imported = Archive.create(tmp_path / "d", "Test")
    import_sources(imported, [real_scan])
    for archive, key in ((earlier, "99b0c473caa315d2"), (imported, only_study(imported))):
        for projection, view in archive.views(key).items():
            assert is_drawn_from(archive.folder / layout.picture_file(key, projection), view.counts)
