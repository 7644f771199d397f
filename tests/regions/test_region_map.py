"""Region maps and lesion masks: what is written comes back, and nothing else is taken for one."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from dspic_gui.code import Side, load_code_book
from dspic_gui.disease import Disease
from dspic_gui.regions.lesion_masks import LesionMask, LesionMaskError, disease_planes, read_lesion_masks, write_lesion_masks
from dspic_gui.regions.region_map import SIDE_STEP, RegionMap, RegionMapError, part_keys, read_region_map, region_value, write_region_map
from dspic_gui.study import COLUMNS, ROWS


def every_region() -> RegionMap:
    """A map with a stripe for each part and side."""
    values = np.zeros((ROWS, COLUMNS), dtype=np.uint8)
    for row, part in enumerate(load_code_book().parts):
        for column, end in enumerate((None, Side.RIGHT, Side.LEFT)):
            values[row, column] = region_value(part.key, end)
    return RegionMap(values)


def test_parts_are_numbered_as_in_the_code_book() -> None:
    assert part_keys() == (None, *(part.key for part in load_code_book().parts))
    assert region_value("skull") == 1
    assert region_value("rib", Side.LEFT) == part_keys().index("rib") + 2 * SIDE_STEP
    with pytest.raises(ValueError):
        region_value("tail")
    with pytest.raises(ValueError):
        region_value("rib", Side.BILATERAL)


def test_a_map_comes_back_as_it_was() -> None:
    made = every_region()
    found = read_region_map(write_region_map(made))
    assert np.array_equal(found.values, made.values)
    row = part_keys().index("knee") - 1
    assert [found.at(row, column) for column in range(4)] == [("knee", None), ("knee", Side.RIGHT), ("knee", Side.LEFT), (None, None)]
    assert found.parts.max() == len(load_code_book().parts)
    assert found.sides.max() == 2


def test_regions_have_colours_of_their_own() -> None:
    with Image.open(io.BytesIO(write_region_map(every_region()))) as image:
        assert image.mode == "P"
        colours = np.asarray(image.convert("RGB"))[: len(part_keys()) - 1, :3].reshape(-1, 3)
    assert len(np.unique(colours, axis=0)) > 0.9 * len(colours)
    assert colours.max(axis=1).min() > 100


def grey(values: np.ndarray) -> bytes:
    target = io.BytesIO()
    Image.fromarray(values).save(target, "PNG")
    return target.getvalue()


def unknown(value: int) -> bytes:
    values = np.zeros((ROWS, COLUMNS), dtype=np.uint8)
    values[3, 3] = value
    return write_region_map(RegionMap(values))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot be read"),
        (write_region_map(every_region())[:300], "cannot be read"),
        (grey(np.zeros((ROWS, COLUMNS), dtype=np.uint8)), "no indexed PNG"),
        (unknown(60), "does not know"),
        (unknown(3 * SIDE_STEP + 1), "does not know"),
    ],
)
def test_what_is_no_map_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(RegionMapError, match=said):
        read_region_map(content)


def lesions() -> tuple[LesionMask, ...]:
    ring = np.ones((5, 7), dtype=bool)
    ring[1:4, 1:6] = False
    return (
        LesionMask(1, "metastasis", "rib", Side.LEFT, True, 2.5, 40.0, 300.0, 100, 50, ring),
        LesionMask(2, "arthritis", "knee", Side.RIGHT, True, 0.5, 9.0, 120.0, 600, 90, np.ones((3, 3), dtype=bool)),
        LesionMask(3, "metastasis", "sternum", None, False, 0.125, 1.5, 20.0, 0, 0, np.ones((1, 9), dtype=bool)),
        LesionMask(4, "fracture", "rib", Side.LEFT, True, 1.5, 12.0, 80.0, ROWS - 2, COLUMNS - 2, np.ones((2, 2), dtype=bool)),
    )


def test_masks_come_back_as_they_were() -> None:
    made = lesions()
    found = read_lesion_masks(write_lesion_masks(made))
    for one, other in zip(made, found, strict=True):
        assert np.array_equal(one.mask, other.mask)
        for name in ("number", "kind", "part", "side", "visible", "contrast", "signal", "counts", "top", "left"):
            assert getattr(one, name) == getattr(other, name)
    assert [one.disease for one in found] == [Disease.METASTASIS, Disease.ARTHRITIS, Disease.METASTASIS, None]
    assert write_lesion_masks(made) == write_lesion_masks(found)
    assert read_lesion_masks(write_lesion_masks(())) == ()


def test_planes_keep_apart_what_a_network_learns_what_it_ignores_and_what_is_negative() -> None:
    metastasis, arthritis, ignored = disease_planes(lesions())
    assert metastasis.sum() == 20 and not metastasis[102, 53]
    assert arthritis.sum() == 9
    assert ignored.sum() == 9 and ignored[0, :9].all()


def test_what_holds_no_masks_is_refused() -> None:
    content = write_lesion_masks(lesions())
    outside = write_lesion_masks([LesionMask(1, "fracture", "rib", None, True, 1.0, 1.0, 1.0, ROWS - 1, 0, np.ones((2, 2), dtype=bool))])
    array = io.BytesIO()
    np.save(array, np.zeros(3))
    for wrong in (b"", content[: len(content) // 2], outside, array.getvalue()):
        with pytest.raises(LesionMaskError):
            read_lesion_masks(wrong)
