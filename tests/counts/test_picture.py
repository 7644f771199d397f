"""Pictures keep the grid and the values; the 8-bit rendering is linear and hot is bright."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dspic_gui.counts.picture import PictureError, read_png, render, write_png


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@given(data=st.data())
def test_what_is_written_is_read_back(kind: type, data: st.DataObject) -> None:
    pixels = data.draw(arrays(kind, (data.draw(st.integers(1, 9)), data.draw(st.integers(1, 9)))))
    read = read_png(write_png(pixels))
    assert read.dtype == kind and (read == pixels).all()


def test_writing_twice_gives_the_same_bytes() -> None:
    pixels = np.arange(1024 * 256, dtype=np.uint16).reshape(1024, 256)
    assert write_png(pixels) == write_png(pixels)


def test_rendering_is_linear_from_zero_to_the_99_9th_percentile() -> None:
    counts = np.arange(1, 1001, dtype=np.int32).reshape(20, 50)
    top = np.percentile(counts, 99.9)
    assert (render(counts) == np.rint(np.minimum(counts, top) * 255 / top)).all()


@given(data=st.data())
def test_a_picture_that_is_written_quickly_is_read_back(data: st.DataObject) -> None:
    pixels = data.draw(arrays(np.uint8, (data.draw(st.integers(1, 40)), data.draw(st.integers(1, 40)))))
    assert (read_png(write_png(pixels, quickly=True)) == pixels).all()


@given(data=st.data())
def test_the_brightest_value_is_the_percentile_of_the_pixels_above_zero(data: st.DataObject) -> None:
    side = st.integers(1, 40)
    kind = arrays(np.int32, (data.draw(side), data.draw(side)), elements=st.integers(-3, 90_000))
    counts = data.draw(kind)
    hot = counts[counts > 0]
    top = float(np.percentile(hot, 99.9)) if hot.size else 1.0
    assert (render(counts) == np.rint(np.clip(counts, 0, top) * (255 / top))).all()


def test_one_hot_pixel_does_not_darken_the_rest() -> None:
    counts = np.full((100, 100), 50, np.int32)
    counts[0, 0] = 100_000
    assert render(counts)[5, 5] == 255


def test_zeros_do_not_count_for_the_percentile_and_negative_is_black() -> None:
    counts = np.zeros((100, 100), np.float32)
    counts[0, :10], counts[1, 0] = 8.0, -3.0
    assert render(counts)[0, 0] == 255 and render(counts)[1, 0] == 0


@pytest.mark.parametrize("value", [0, 7])
def test_a_constant_picture_renders(value: int) -> None:
    assert set(np.unique(render(np.full((4, 4), value, np.int32)))) == {255 if value else 0}


@pytest.mark.parametrize("pixels", [np.zeros((4, 4), np.int32), np.zeros((4, 4, 3), np.uint8)])
def test_only_grey_of_8_or_16_bit_is_written(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="no grey picture"):
        write_png(pixels)


def test_no_png_is_refused() -> None:
    with pytest.raises(PictureError):
        read_png(b"GIF89a" + b"\0" * 99)
