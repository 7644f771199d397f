"""Files damaged at random, the same for the same seed."""

from __future__ import annotations

import functools
import random
from pathlib import Path

import numpy as np
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    RLELossless,
)

from dspic_gui.counts.picture import write_png
from tests.made import odd_dicom as odd

_HEAD = 1500
_LENGTHS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x10\0\0\0")


@functools.cache
def seeds(real_scan: Path) -> tuple[bytes, ...]:
    """Sound files of every kind."""
    pixels = odd.counts_of().astype(np.uint16)
    views = [odd.detector(view=("SCT", "399321004"), StartAngle="180"), odd.detector(view=("SCT", "399001007"))]
    plain = [odd.file(pixels, syntax) for syntax in (DeflatedExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian)]
    coded = [odd.by_gdcm(syntax, pixels) for syntax in (JPEGLosslessSV1, "1.2.840.10008.1.2.4.80")]
    coded += [odd.compressed(RLELossless, pixels, "pydicom"), odd.compressed(JPEG2000Lossless, pixels, "pylibjpeg")]
    return (real_scan.read_bytes(), odd.two_frames(DetectorInformationSequence=views), write_png(pixels), *plain, *coded)


def mutant(sound: bytes, seed: int) -> bytes:
    """The file after one to sixteen small accidents, most of them in its head."""
    chance = random.Random(seed)
    damaged = bytearray(sound)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(chance.choice((len(damaged), min(len(damaged), _HEAD))))
        _accident(chance, damaged, at)
        if len(damaged) < 2:
            break
    return bytes(damaged)


def _accident(chance: random.Random, damaged: bytearray, at: int) -> None:
    kind, length = chance.randrange(6), chance.choice((1, 2, 4, 8, 64))
    if kind == 0:
        damaged[at] ^= 1 << chance.randrange(8)
    elif kind == 1:
        damaged[at] = chance.choice((0, 1, 127, 128, 255))
    elif kind == 2:
        del damaged[at : at + length]
    elif kind == 3:
        damaged[at:at] = chance.randbytes(length)
    elif kind == 4:
        damaged[at : at + 4] = chance.choice(_LENGTHS)
    else:
        other = chance.randrange(len(damaged))
        damaged[at : at + length] = damaged[other : other + length]
