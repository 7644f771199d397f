"""Pictures on the scan's own pixel grid: grey PNG of 8 or 16 bit, and the 8-bit rendering of counts."""

from __future__ import annotations

import io
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.study import Counts

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAXIMUM_SIDE = 8192

Pixels = NDArray[np.uint8] | NDArray[np.uint16]

_BRIGHTEST = 99.9
_TABLE = 1 << 16
_DEPTH, _KIND = 24, 25
_GREY, _COLOUR, _GREY_ALPHA, _COLOUR_ALPHA = 0, 2, 4, 6


class PictureError(ValueError):
    """A PNG that is no grey picture of 8 or 16 bit: `code` names the refusal, `values` fill its sentence."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def render(counts: Counts) -> NDArray[np.uint8]:
    """Counts as 8-bit grey, hot is bright: linear from 0 to the 99.9th percentile of the view's non-zero pixels."""
    hot = counts[counts > 0]
    top = float(np.percentile(hot, _BRIGHTEST)) if hot.size else 1.0
    if counts.dtype.kind == "i" and top < _TABLE:
        table = _scaled(np.arange(int(top) + 2), top)  # each value once, not each pixel
        return table[np.clip(counts, 0, len(table) - 1)]
    return _scaled(counts, top)


def _scaled(values: NDArray[Any], top: float) -> NDArray[np.uint8]:
    scaled = np.clip(values.astype(np.float64), 0.0, top) * (255.0 / top)
    return np.rint(scaled).astype(np.uint8)


def write_png(pixels: Pixels, *, quickly: bool = False) -> bytes:
    """A grey PNG of the array's own depth (uint8 or uint16), rows x columns; `quickly` in a third of the time."""
    from PIL import Image

    if pixels.ndim != 2 or pixels.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"{pixels.dtype} of {pixels.ndim} dimensions is no grey picture")
    target = io.BytesIO()
    packing = {"compress_level": 1, "compress_type": zlib.Z_RLE} if quickly else {}
    Image.fromarray(np.ascontiguousarray(pixels)).save(target, "PNG", **packing)
    return target.getvalue()


def read_png(content: bytes) -> Pixels:
    """The grey pixels of a PNG, rows x columns, uint8 or uint16, values as stored. PictureError where it is anything else.

    Colour is taken where all three channels are equal, as screen pictures of grey scans are.
    """
    depth, kind, rows, columns = png_shape(content)
    if depth not in (8, 16) or (depth == 16 and kind != _GREY):
        raise PictureError("colour" if kind in (_COLOUR, _COLOUR_ALPHA, 3) and depth == 16 else "bad_depth", bits=depth)
    if not (0 < rows <= MAXIMUM_SIDE and 0 < columns <= MAXIMUM_SIDE):
        raise PictureError("size_out_of_range", rows=rows, columns=columns, frames=1)
    pixels = _decode(content)
    if pixels.shape[:2] != (rows, columns):
        raise PictureError("broken")
    grey = _grey(pixels, kind)
    return grey.astype(np.uint16) if depth == 16 else grey.astype(np.uint8)


def png_shape(content: bytes) -> tuple[int, int, int, int]:
    """Bit depth, colour kind, rows and columns that a PNG's head declares; PictureError where it is no PNG."""
    if not content.startswith(SIGNATURE) or content[12:16] != b"IHDR" or len(content) < 33:
        raise PictureError("broken")
    columns, rows = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    return content[_DEPTH], content[_KIND], rows, columns


def _decode(content: bytes) -> NDArray[np.generic]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if getattr(image, "n_frames", 1) > 1:
                raise PictureError("moving")
            image.load()
            return np.asarray(image.convert("RGBA") if image.mode == "P" else image)
    except UnidentifiedImageError as problem:
        raise PictureError("broken") from problem
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        if isinstance(problem, PictureError):
            raise
        raise PictureError("truncated" if "trunc" in str(problem).lower() else "broken") from problem


def _grey(pixels: NDArray[np.generic], kind: int) -> NDArray[np.generic]:
    if pixels.ndim == 2:
        return pixels
    colours = 1 if kind == _GREY_ALPHA else 3
    first = pixels[..., 0]
    if any((pixels[..., channel] != first).any() for channel in range(1, colours)):
        raise PictureError("colour")
    if pixels.shape[2] > colours and (pixels[..., colours] != 255).any():
        raise PictureError("colour")
    return first
