"""Pictures on the scan's own pixel grid: grey PNG of 8 or 16 bit, and the 8-bit rendering of counts."""

from __future__ import annotations

import io
import struct
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
_BYTES = 1 << 8
_DEPTH, _KIND = 24, 25
_GREY, _COLOUR, _GREY_ALPHA, _COLOUR_ALPHA = 0, 2, 4, 6
_LEFT = 1
"""The filter of a row that holds differences from the pixel on the left."""
_SAMPLE = 16
_ROUNDED = 2
"""Grey values by which two renderings of the same counts may differ."""


class PictureError(ValueError):
    """A PNG that is no grey picture of 8 or 16 bit: `code` names the refusal, `values` fill its sentence."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def render(counts: Counts) -> NDArray[np.uint8]:
    """Counts as 8-bit grey, hot is bright: linear from 0 to the 99.9th percentile of the view's non-zero pixels."""
    top = _brightest(counts)
    if counts.dtype.kind == "i" and top < _TABLE:
        table = _scaled(np.arange(int(top) + 2), top)  # each value once, not each pixel
        if len(table) <= _BYTES:
            return _by_bytes(counts, table)
        return np.asarray(np.take(table, counts.astype(np.int32, copy=False), mode="clip"))
    return _scaled(counts, top)


def draws(pixels: Pixels, counts: Counts) -> bool:
    """Whether this picture is `render` of these counts, up to what versions and libraries round otherwise."""
    return pixels.shape == counts.shape and int(np.abs(pixels.astype(np.int32) - render(counts)).max(initial=0)) <= _ROUNDED


def _by_bytes(counts: Counts, table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What the table says of each value, below and beyond it what its ends say: a quarter of the time of any index."""
    whole = np.concatenate([table, np.full(_BYTES - len(table), table[-1], np.uint8)])
    values = np.clip(counts, 0, _BYTES - 1).astype(np.uint8)
    return np.frombuffer(values.tobytes().translate(whole.tobytes()), np.uint8).reshape(counts.shape)


def _brightest(counts: Counts) -> float:
    """The 99.9th percentile of the pixels above zero, as numpy.percentile gives it; 1 where there are none.

    Of whole numbers only the few that can be it are put in order: an import asks for it twice a study.
    """
    hot = int(np.count_nonzero(counts > 0))
    if not hot:
        return 1.0
    if counts.dtype.kind != "i":
        return float(np.percentile(counts[counts > 0], _BRIGHTEST))
    place = (hot - 1) * (_BRIGHTEST / 100)
    above = hot - int(place)
    few = np.sort(_highest(counts, above))
    first, second = float(few[-above]), float(few[min(len(few) - above + 1, len(few) - 1)])
    part = place - int(place)
    return second - (second - first) * (1 - part) if part >= 0.5 else first + (second - first) * part


def _highest(counts: Counts, number: int) -> NDArray[Any]:
    """Values above zero with the highest among them, at least so many, in no order."""
    sample = counts.ravel()[::_SAMPLE]
    likely = min(sample.size, 8 + 3 * number // _SAMPLE)
    few = counts[counts >= max(int(np.partition(sample, -likely)[-likely]), 1)]
    return few if few.size >= number else counts[counts > 0]


def _scaled(values: NDArray[Any], top: float) -> NDArray[np.uint8]:
    scaled = np.clip(values.astype(np.float64), 0.0, top) * (255.0 / top)
    return np.rint(scaled).astype(np.uint8)


def write_png(pixels: Pixels, *, quickly: bool = False) -> bytes:
    """A grey PNG of the array's own depth (uint8 or uint16), rows x columns; `quickly` 8 bit in a tenth of the time."""
    if pixels.ndim != 2 or pixels.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"{pixels.dtype} of {pixels.ndim} dimensions is no grey picture")
    if quickly and pixels.dtype == np.uint8:
        return _quick_png(pixels.astype(np.uint8, copy=False))
    from PIL import Image

    target = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(target, "PNG")
    return target.getvalue()


def _quick_png(pixels: NDArray[np.uint8]) -> bytes:
    """Each row as differences from left to right: Pillow tries five filters on every row, for a file as large."""
    from isal import isal_zlib

    rows, columns = pixels.shape
    filtered = np.empty((rows, columns + 1), np.uint8)
    filtered[:, 0], filtered[:, 1] = _LEFT, pixels[:, 0]
    np.subtract(pixels[:, 1:], pixels[:, :-1], out=filtered[:, 2:])
    head = struct.pack(">IIBBBBB", columns, rows, 8, _GREY, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", isal_zlib.compress(filtered, 1)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


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
