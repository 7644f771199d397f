"""What the pixels of a stored picture tell without a reader: its background, its bodies, which end is the head.

Runs in the decoder's child process only. The measures are those of a planar scan of the whole body: little or
nothing around the body, the spine in the middle of the upper part, two legs beside the middle of the lower one.
"""

from __future__ import annotations

import functools
import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.scans.sizes import side_by_side, stacked

_BIN = 4
_EXACT = 1 << 26
"""The sum of sixteen numbers below this fits 32 bits."""
_RIM = 4
"""Pixels; narrow enough to lie in the air at the sides of any body that fits the picture."""
_EMPTY = 0.02
"""Of the mean counts: so little more than in the emptiest place is noise, and the cut may as well be in the middle."""
_NEAR = 0.045
"""Of the picture's width: half the width of the spine."""
_END = 0.3
"""Of the body's height: the legs below the knee, and head, neck and chest."""


def survey(stored: NDArray[Any]) -> dict[str, Any]:
    """Fields as PictureFacts'."""
    low, high = float(stored.min()), float(stored.max())
    air = _inverted_from(stored, low, high)
    plain = air is None and low >= 0
    hot = _binned(stored if plain else np.clip(stored if air is None else air - stored.astype(np.float64), 0, None))
    lies = stored.shape[0] < stored.shape[1]
    columns, rows = _bodies(hot.sum(axis=0)), _bodies(hot.sum(axis=1))
    return {
        "total": _total(stored, hot if plain else None, high),
        "lowest": low,
        "highest": high,
        "pixels": pixels_hash(stored),
        "inverted_from": air,
        "columns": columns,
        "rows": rows,
        "head_up": 0.0 if lies else _head_up(hot, stored.shape, columns, rows),
        "head_left": head_up(np.rot90(hot, -1)) if lies else 0.0,
        "extent": _extent(hot),
    }


def pixels_hash(counts: NDArray[Any]) -> str:
    """SHA-256 of shape, kind and little-endian bytes, in hex."""
    plain = np.ascontiguousarray(counts, dtype=counts.dtype.newbyteorder("<"))
    digest = hashlib.sha256(f"{plain.shape[0]}x{plain.shape[1]}{'f' if plain.dtype.kind == 'f' else 'i'}".encode())
    digest.update(plain.data)
    return digest.hexdigest()


def _total(stored: NDArray[Any], hot: NDArray[np.float64] | None, high: float) -> float:
    """The sum, of whole numbers by that of the blocks where these hold every one of them: as exact, and sooner there."""
    if hot is not None and stored.dtype.kind == "i" and high < _EXACT and not any(side % _BIN for side in stored.shape):
        return float(hot.sum())
    return float(stored.sum(dtype=np.int64 if stored.dtype.kind == "i" else np.float64))


def _inverted_from(stored: NDArray[Any], low: float, high: float) -> float | None:
    """The value of the air where that is the highest there is and lower values lead up to it without a gap."""
    if high - low < 16:
        return None
    rim = np.concatenate([stored[:, :_RIM].ravel(), stored[:, -_RIM:].ravel()])
    if 2 * np.count_nonzero(rim >= low + 0.75 * (high - low)) < rim.size:
        return None  # so is the median below that, and need not be looked for
    air = float(np.median(rim))
    if air < low + 0.75 * (high - low) or np.median(stored) < low + 0.5 * (high - low):
        return None
    below = stored[stored < air]
    gap = air - float(below.max()) if below.size else high - low
    return air if gap < 0.1 * (high - low) else None


def _bodies(profile: NDArray[np.float64]) -> dict[str, float]:
    """`middle`: the density in the middle tenth against the mean; `gap`: the emptiest place of the middle third."""
    length, total = len(profile), float(profile.sum())
    if total <= 0:
        return {"middle": 1.0, "gap": float(length * _BIN // 2)}
    half = max(1, length // 20)
    centre = length // 2
    middle = float(profile[centre - half : centre + half].sum()) / total * length / (2 * half)
    width = max(1, length // 64)
    smooth = np.convolve(profile, np.ones(width) / width, "same")
    inner = smooth[length // 3 : length - length // 3]
    as_empty = inner <= inner.min() + _EMPTY * total / length
    places = np.flatnonzero(as_empty) + length // 3
    gap = int(places[np.argmin(np.abs(places - centre))])
    return {"middle": middle, "gap": float(gap * _BIN)}


def _binned(hot: NDArray[Any]) -> NDArray[np.float64]:
    """Sums of 4 x 4 pixels: enough for what is asked here, in a sixteenth of the time."""
    rows, columns = (side // _BIN * _BIN for side in hot.shape)
    small = hot.dtype.kind == "i" and hot.max(initial=0) < _EXACT
    whole = hot[:rows, :columns] if small else hot[:rows, :columns].astype(np.float64)
    tall = functools.reduce(np.add, [whole[row::_BIN] for row in range(_BIN)])
    wide = functools.reduce(np.add, [tall[:, column::_BIN] for column in range(_BIN)])
    return np.asarray(wide, dtype=np.float64)


def _head_up(hot: NDArray[np.float64], shape: tuple[int, ...], columns: dict[str, float], rows: dict[str, float]) -> float:
    """The mean of both bodies where two lie in one picture."""
    if side_by_side(shape[0], shape[1], columns["middle"]):
        cut = round(columns["gap"]) // _BIN
        return (head_up(hot[:, :cut]) + head_up(hot[:, cut:])) / 2
    if stacked(shape[0], shape[1], rows["middle"]):
        cut = round(rows["gap"]) // _BIN
        return (head_up(hot[:cut]) + head_up(hot[cut:])) / 2
    return head_up(hot)


def head_up(hot: NDArray[np.float64]) -> float:
    """How much more of the counts lies near the axis at the upper end than at the lower one; about 0.2 where the head is up."""
    if hot.max(initial=0) <= 0:
        return 0.0
    clipped = np.minimum(hot, np.percentile(hot[hot > 0], 99))
    passed = np.cumsum(clipped.sum(axis=1))
    first, last = np.searchsorted(passed, [0.01 * passed[-1], 0.99 * passed[-1]])
    body = clipped[first : last + 1]
    end = int(len(body) * _END)
    return _near_axis(body[:end]) - _near_axis(body[-end:]) if end else 0.0


def _near_axis(part: NDArray[np.float64]) -> float:
    profile = part.sum(axis=0)
    total = float(profile.sum())
    if total <= 0:
        return 0.0
    column = np.arange(len(profile))
    axis = float((profile * column).sum()) / total
    return float(profile[np.abs(column - axis) <= _NEAR * len(profile)].sum()) / total


def _extent(hot: NDArray[np.float64]) -> list[int]:
    """The first row with counts, the row after the last, and the same of the columns; to 4 pixels."""
    rows, columns = (np.flatnonzero(hot.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return [0, hot.shape[0] * _BIN, 0, hot.shape[1] * _BIN]
    ends = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    return [int(end) * _BIN for end in ends]
