"""How the scores of a lesion network are printed: for people a line each, for programs a JSON object each."""

from __future__ import annotations

import json
import math
from typing import Any

from dspic_gui.disease import Disease
from dspic_gui.lesion_model.free_response import curve
from dspic_gui.opinion.lesion_evaluation import LesionEvaluation


def print_lesions(found: LesionEvaluation, samples: int, as_json: bool) -> list[dict[str, Any]]:
    """Print every figure, and give the rows of the table."""
    rows = [*_free_response(found, samples), *_figures(found, samples)]
    for row in rows:
        if as_json:
            print(json.dumps({"model": found.model, "labels": found.labels, **row}, ensure_ascii=False))
            continue
        value = "not defined" if row["value"] is None else f"{row['value']:.3f}"
        interval = f" ({row['low']:.3f} to {row['high']:.3f})" if row["value"] is not None and row["low"] is not None else ""
        print(f"{row['level']:6} {row['name']:52} {value}{interval}, n = {row['count']}")
    if as_json:
        for disease in Disease:
            points = [
                dict(zip(("false", "found", "from"), point, strict=True)) for point in curve([v.marked for v in found.views], disease)
            ]
            print(json.dumps({"model": found.model, "level": "lesion", "name": "curve", "disease": disease.value, "points": points}))
    return rows


def _free_response(found: LesionEvaluation, samples: int) -> list[dict[str, Any]]:
    rows = []
    for one in found.free_response(samples):
        subset = f", {one.subset}" if one.subset else ""
        name = f"{one.disease.value} found at {one.rate:g} false per view{subset}"
        rows.append(_row("lesion", name, one.sensitivity, one.low, one.high, one.lesions))
    return rows


def _figures(found: LesionEvaluation, samples: int) -> list[dict[str, Any]]:
    rows = [_row("lesion", one.name, one.value, one.low, one.high, one.count) for one in found.figures(samples)]
    views = sum(view.pixels is not None for view in found.views)
    return rows + [_row("region", f"dice of {part}", value, math.nan, math.nan, views) for part, value in found.region_dice().items()]


def _row(level: str, name: str, value: float, low: float, high: float, count: int) -> dict[str, Any]:
    numbers = {key: number if math.isfinite(number) else None for key, number in (("value", value), ("low", low), ("high", high))}
    return {"level": level, "name": name, **numbers, "count": count}
