"""One patient's two drawn studies: the later one lies a little elsewhere, has fewer counts, a new metastasis, and lacks an old one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from PIL import Image

from dspic_gui.code import Side
from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Lesion
from dspic_gui.regions.lesion_masks import LesionMask, write_lesion_masks
from dspic_gui.regions.region_map import RegionMap, region_value, write_region_map
from dspic_gui.shape import Ellipse
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, ViewSource
from tests.made.drawn_views import RADIUS
from tests.made.lesion_dataset import BODY, HOT, drawn_regions, stored

OLD, KEPT, NEW = (1, 300, 128), (2, 430, 128), (3, 560, 100)
"""Number, row and column in the anterior frame of the prior: gone, unchanged, and new in the follow-up."""
MOVED = (14, -9)
"""Where the follow-up lies, in rows and columns."""
SHARE = 0.7
"""Its counts, as a share of the prior's."""


def mark(place: tuple[int, int, int], *, later: bool, label: str = "metastasis:thoracic_spine") -> Lesion:
    """An outline of a lesion in the anterior view of the prior, or of the follow-up."""
    _, row, column = place
    down, across = MOVED if later else (0, 0)
    return Lesion(Projection.ANT, Ellipse(column + across, row + down, RADIUS, RADIUS), label)


def follow_up_dataset(folder: Path) -> Archive:
    """With the simulator's truth beside both studies; as the lead sees it."""
    archive = Archive.create(folder, "Followed", secret="3" * 64)
    (folder / "truth").mkdir()
    for number, places in enumerate(((OLD, KEPT), (KEPT, NEW))):
        key = archive.study_key(f"visit {number}")
        sources = tuple(_view(archive, key, places, number, projection) for projection in Projection)
        archive.save_study(Study(key, archive.patient_key("one"), sources, date=f"2025-0{number + 1}-05"))
    return archive


def keys(archive: Archive) -> tuple[str, str]:
    """The prior and the follow-up."""
    return archive.study_key("visit 0"), archive.study_key("visit 1")


def regions(later: bool) -> np.ndarray:
    """The drawn regions, with legs and arms that lie still, where this visit has them."""
    values = drawn_regions()
    values[730:860, 85:110] = region_value("tibia", Side.RIGHT)
    values[730:860, 146:171] = region_value("tibia", Side.LEFT)
    return np.roll(values, MOVED, axis=(0, 1)) if later else values


def counts(places: tuple[tuple[int, int, int], ...], later: bool, seed: int) -> np.ndarray:
    """Counts in the anterior frame."""
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    level = np.where((abs(columns - 127.5) < 60) & (rows > 60) & (rows < 960), BODY, 0.2)
    level = np.roll(level, MOVED, axis=(0, 1)) if later else level
    level = level + np.where(regions(later) > 0, 2 * BODY, 0.0)
    down, across = MOVED if later else (0, 0)
    for _, row, column in places:
        near = (columns + 0.5 - column - across) ** 2 + (rows + 0.5 - row - down) ** 2 < RADIUS**2
        level = level + np.where(near, HOT, 0.0)
    return np.random.default_rng([seed, 7]).poisson(SHARE * level if later else level)


def _view(archive: Archive, key: str, places: tuple[tuple[int, int, int], ...], number: int, projection: Projection) -> ViewSource:
    later = number == 1
    pixels = stored(projection, counts(places, later, 2 * number + list(Projection).index(projection)))
    path = archive.folder / "scans" / key / f"{projection}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.astype(np.uint16)).save(path)
    beside = archive.folder / "truth" / f"{key}_{projection}"
    Path(f"{beside}_regions.png").write_bytes(write_region_map(RegionMap(stored(projection, regions(later)))))
    masks = [_mask(place, later, projection) for place in places]
    Path(f"{beside}_lesions.npz").write_bytes(write_lesion_masks(masks))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ViewSource(projection, path.relative_to(archive.folder).as_posix(), 0, digest, "the file's name says so")


def _mask(place: tuple[int, int, int], later: bool, projection: Projection) -> LesionMask:
    number, row, column = place
    down, across = MOVED if later else (0, 0)
    row, column = row + down, column + across
    column = column if projection is Projection.ANT else COLUMNS - column
    a, b = np.mgrid[0 : 2 * RADIUS, 0 : 2 * RADIUS]
    disc = (a + 0.5 - RADIUS) ** 2 + (b + 0.5 - RADIUS) ** 2 < RADIUS**2
    return LesionMask(number, "metastasis", "thoracic_spine", None, True, 4.0, 9.0, 1e4, row - RADIUS, column - RADIUS, disc)
