"""Image data inside a label file, in base64: LabelMe masks and an embedded picture, opened without trusting them."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

from dspic_gui.labels.text import LabelError

MOST_MASK_PIXELS = 64_000_000
"""All masks of a file together: a few kilobytes of PNG can unfold to this."""

_TOO_LARGE = (MOST_MASK_PIXELS, MOST_MASK_PIXELS)


def check_masks(shapes: Sequence[Mapping[str, Any]], name: str) -> None:
    """LabelError unless every mask is a PNG of one channel that can be decoded in full."""
    left = MOST_MASK_PIXELS
    for index, shape in enumerate(shapes):
        mask = shape.get("mask")
        if mask is None:
            continue
        size = image_size(mask, "PNG")
        left -= size[0] * size[1] if size else 0
        if left < 0:
            raise LabelError(name, "the masks of the file have more than 64 million pixels together.", index)
        if not size or not _is_mask(mask):
            raise LabelError(name, "mask is no PNG with one channel in base64: {value}.", index, value=mask)


@lru_cache(maxsize=512)
def image_size(text: str, *formats: str) -> tuple[int, int] | None:
    """Rows and columns from the header of image data in base64, None where it is none."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(base64.b64decode(text)), formats=formats or None) as picture:
                return picture.height, picture.width
    except Image.DecompressionBombError:
        return _TOO_LARGE
    except Exception:  # Pillow raises many kinds for damaged bytes, and all mean the same here
        return None


@lru_cache(maxsize=512)
def _is_mask(text: str) -> bool:
    from PIL import Image

    try:
        with Image.open(BytesIO(base64.b64decode(text)), formats=("PNG",)) as picture:
            picture.load()
            return len(picture.getbands()) == 1
    except Exception:  # as above
        return False
