"""The page of a course: a learning curve for each reader, and each case that was not all right with its pictures and marks."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from PIL import Image, ImageDraw

from dspic_gui.counts.picture import render
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.ground_truth.course_scores import CaseScore, Point, ViewScore, learning_curve
from dspic_gui.reading import Lesion
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.shape import Foreign

WIDE, HIGH, EDGE = 640, 220, 30
MISSED, FALSE = (255, 140, 0), (60, 120, 255)
"""Colours of marks: what was missed, and what was drawn where nothing is."""
_LINES = (("accuracy of views", "#1b7f3b", "accuracy"), ("lesions found", "#d97706", "sensitivity"))
_STYLE = "body{font:15px sans-serif;max-width:60em;margin:2em auto}td,th{padding:.2em .8em;text-align:left}img{height:24em;margin:.3em}"


def course_page(archive: Archive, scores: Mapping[str, Sequence[CaseScore]]) -> str:
    """The page as one HTML file that needs no other; the pictures of the cases that were not all right are in it."""
    parts = [
        f"<h1>{html.escape(archive.dataset.name)}</h1>",
        "<p>Research use only. Not for diagnosis.</p>",
    ]
    for reader, cases in scores.items():
        parts += [
            f"<h2>{html.escape(reader)}</h2>",
            curve_picture(learning_curve(cases)),
            _table(cases),
        ]
        parts += [
            _shown(archive, case) for case in cases if case.right < 1 or any(case.lesions[1:])
        ]
    title = html.escape(archive.dataset.name)
    return f'<!doctype html><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>{"".join(parts)}'


def curve_picture(points: Sequence[Point]) -> str:
    """The learning curve as SVG: shares from 0 at the foot to 1 at the head, cases from left to right."""
    step = (WIDE - 2 * EDGE) / max(len(points) - 1, 1)
    lines = [
        f'<rect x="{EDGE}" y="{EDGE}" width="{WIDE - 2 * EDGE}" height="{HIGH - 2 * EDGE}" fill="none" stroke="#999"/>'
    ]
    for number, (title, colour, field) in enumerate(_LINES):
        values = [(EDGE + at * step, getattr(point, field)) for at, point in enumerate(points)]
        places = " ".join(
            f"{x:.1f},{HIGH - EDGE - value * (HIGH - 2 * EDGE):.1f}"
            for x, value in values
            if value is not None
        )
        lines.append(
            f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        lines.append(
            f'<text x="{EDGE + 200 * number}" y="{EDGE - 8}" fill="{colour}">{title}</text>'
        )
    return f'<svg width="{WIDE}" height="{HIGH}" role="img" aria-label="learning curve">{"".join(lines)}</svg>'


def _table(cases: Sequence[CaseScore]) -> str:
    rows = [
        f"<tr><td>{case.number}</td><td>{case.right:.2f}</td>"
        + "".join(f"<td>{count}</td>" for count in case.lesions)
        + "</tr>"
        for case in cases
    ]
    head = "".join(
        f"<th>{word}</th>" for word in ("case", "right", "lesions found", "missed", "too many")
    )
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def _shown(archive: Archive, case: CaseScore) -> str:
    said = "; ".join(
        f"{view.projection}: {view.said}, it is {view.truth}"
        for view in case.views
        if not view.right
    )
    words = f"<h3>Case {case.number}</h3><p>{html.escape(said)} Orange: missed. Blue: drawn where nothing is.</p>"
    try:
        views = archive.views(case.study)
    except (ArchiveError, DecodeError):
        return words
    return words + "".join(
        _picture(render(views[view.projection].counts), view) for view in case.views
    )


def _picture(grey: np.ndarray, view: ViewScore) -> str:
    picture = Image.fromarray(255 - grey).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for lesions, colour in ((view.missed, MISSED), (view.false, FALSE)):
        for points in outlines(lesions):
            pen.line([*points, points[0]], fill=colour, width=2)
    target = io.BytesIO()
    picture.save(target, "PNG")
    content = base64.b64encode(target.getvalue()).decode()
    return f'<img alt="{view.projection}" src="data:image/png;base64,{content}">'


def outlines(lesions: Iterable[Lesion]) -> list[list[tuple[float, float]]]:
    """The outlines of marks as points (x, y)."""
    return [
        [(float(x), float(y)) for x, y in one.shape.outline]
        for one in lesions
        if not isinstance(one.shape, Foreign)
    ]
