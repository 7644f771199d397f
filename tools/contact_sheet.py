"""The picture of docs/simulator.md: `python -m tools.contact_sheet OUT.png` draws the genuine scan and twelve simulated views."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from dspic_gui.study import Projection
from training.simulate.draw import draw_patient
from training.simulate.finding import draw_findings
from training.simulate.scan import Scan, counted, scan
from training.simulate.skeleton import load_skeleton

PATIENTS = (34, 41, 24, 26, 42, 31)
"""Numbers of patients drawn from their own streams."""
COLOURS = {"metastasis": (210, 40, 30), "arthritis": (20, 90, 220)}
OTHER = (20, 140, 60)
"""What is neither."""
GAP = 6


def shaded(counts: NDArray[np.generic]) -> Image.Image:
    """Dark is hot, the same share of its own 99.5th percentile for every view."""
    pixels = np.asarray(counts, dtype=float)
    top = np.percentile(pixels[pixels > 0], 99.5)
    return Image.fromarray((255 - np.clip(pixels / top, 0, 1) ** 0.7 * 255).astype(np.uint8)).convert("RGB")


def drawn(made: Scan, view: Projection, seed: int) -> Image.Image:
    """One simulated view with the outlines of what is really there."""
    picture = shaded(counted(made.expected[view], np.random.default_rng(seed)))
    pen = ImageDraw.Draw(picture)
    for mark in made.shown(view):
        if mark.outline is not None:
            pen.polygon(mark.outline.points, outline=COLOURS.get(mark.lesion.kind, OTHER))
    return picture


def sheet() -> Image.Image:
    """The genuine scan of pydicom-data, and twelve views of six simulated patients; outlines show what is really there."""
    skeleton = load_skeleton()
    panels = [_genuine()]
    for number in PATIENTS:
        random = np.random.default_rng([61, number])
        patient = draw_patient(random, number)
        made = scan(patient, draw_findings(random, patient, skeleton), skeleton)
        panels += [drawn(made, view, number) for view in Projection]
    columns = (len(panels) + 1) // 2
    page = Image.new("RGB", (columns * (256 + GAP), 2 * (900 + GAP)), "white")
    for place, panel in enumerate(panels):
        page.paste(panel.crop((0, 0, 256, 900)), (place % columns * (256 + GAP), place // columns * (900 + GAP)))
    return page.quantize(palette=_palette(), dither=Image.Dither.NONE)


def _palette() -> Image.Image:
    """61 greys and the three colours of the outlines: a picture of a third of the size."""
    greys = [(round(255 * step / 60),) * 3 for step in range(61)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in (*greys, *COLOURS.values(), OTHER) for value in colour])
    return palette


def _genuine() -> Image.Image:
    import pydicom
    from pydicom.data import get_testdata_file

    return shaded(pydicom.dcmread(str(get_testdata_file("JPEG-LL.dcm", download=False))).pixel_array)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    sheet().save(parser.parse_args().out, optimize=True)
