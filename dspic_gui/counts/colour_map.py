"""Colour maps for counts, and outline colours that stay readable on them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dspic_gui.sentence import Templates

Colours = NDArray[np.uint8]

# Evenly spaced stops. inferno, viridis, cividis: matplotlib's perceptual maps (CC0), every 15th of 256 colours. plasma (CC0): every
# 10th from the 85th, for its dark blue third could not be seen on hot, black places.
# hot_iron: the palette of DICOM PS3.6 annex B.1.1.
_STOPS = {
    "grey": "000000 ffffff",
    "hot_iron": "000000 800000 ff0000 ff8000 ffffff",
    "inferno": "000004 0a0722 1e0c45 380962 510e6c 69166e 801f6c 982766 b0315b "
    "c63d4d d94d3d e9612b f47918 fa9407 fcb014 f8cd37 f2ea69 fcffa4",
    "plasma": "9c179e a82296 b42e8d bf3984 c9447a d24f71 da5b69 e26660 e97257 "
    "f07f4f f58c46 f99a3e fca835 feb72d fdc627 fbd724 f6e826 f0f921",
    "viridis": "440154 481769 472a7a 433d84 3d4e8a 355e8d 2e6d8e 297b8e 23898e "
    "1f978b 21a585 2eb37c 46c06f 65cb5e 89d548 b0dd2f d8e219 fde725",
    "cividis": "00204d 002b67 00356e 28406c 3d4a6b 4d556c 5b606e 696b71 767676 "
    "848179 928d78 a19976 b1a573 c1b26d d1bf66 e2cd5c f3db4f ffea46",
}

MAPS: tuple[str, ...] = ("grey", "hot_iron", "inferno", "viridis", "cividis")
"""The names of the maps of a scan, in the order of the key that goes to the next one. All run from cold (dark) to hot (bright)."""

TITLES: Templates = {
    "grey": "Grey",
    "hot_iron": "Hot iron",
    "inferno": "Inferno",
    "viridis": "Viridis",
    "cividis": "Cividis",
    "plasma": "Plasma",
}
INVERSE_TITLES: Templates = {
    "grey": "Inverse grey",
    "hot_iron": "Inverse hot iron",
    "inferno": "Inverse inferno",
    "viridis": "Inverse viridis",
    "cividis": "Inverse cividis",
}


@lru_cache(maxsize=16)
def colours(name: str, inverted: bool = False) -> Colours:
    """The 256 colours of a map, cold first, as a (256, 3) array of red, green, blue; KeyError for an unknown name."""
    stops = np.array([list(bytes.fromhex(stop)) for stop in _STOPS[name].split()], dtype=float)
    at = np.linspace(0, 255, len(stops))
    exact = np.stack([np.interp(np.arange(256), at, stops[:, channel]) for channel in range(3)], axis=1)
    table: Colours = np.rint(exact[::-1] if inverted else exact).astype(np.uint8)
    table.setflags(write=False)
    return table


@lru_cache(maxsize=256)
def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 black to 1 white (WCAG 2.1)."""
    channels = np.array(list(bytes.fromhex(colour.lstrip("#")))) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@lru_cache(maxsize=512)
def readable(colour: str, grounds: tuple[str, ...], least: float = 3.5) -> str:
    """The colour, darkened or lightened as little as makes its contrast with every ground at least `least`, or as high as can be."""
    own = np.array(list(bytes.fromhex(colour.lstrip("#"))), dtype=float)
    best, reached = colour, 0.0
    for share in np.linspace(0, 1, 41):
        for end in (0.0, 255.0):
            mixed = "#" + bytes(np.rint(own + (end - own) * share).astype(np.uint8)).hex()
            lowest = min(contrast(mixed, ground) for ground in grounds)
            if lowest >= least:
                return mixed
            if lowest > reached:
                best, reached = mixed, lowest
    return best
