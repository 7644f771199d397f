"""The vote recomputed slowly from the raw JSON of the readings, sharing no code with the program: the yardstick of its consensus."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from fractions import Fraction
from typing import Any

DISEASES = ("metastasis", "arthritis")
WORDS = {(): "normal", ("metastasis",): "metastatic", ("arthritis",): "arthritic", ("metastasis", "arthritis"): "metastatic & arthritic"}


def votes_of(files: dict[tuple[str, str], bytes], readers: list[str], views: list[str]) -> dict[str, dict[str, Any]]:
    """Reader -> view -> shapes that vote, of the sealed readings only. `files` is keyed by reader and view."""
    readings = {}
    for reader in readers:
        documents = {view: json.loads(files[reader, view]) for view in views if (reader, view) in files}
        if documents and all(document["dspic"]["state"] == "sealed" for document in documents.values()):
            readings[reader] = {view: _lesions(documents[view]) if view in documents else [] for view in views}
    return readings


def _lesions(document: dict[str, Any]) -> list[dict[str, Any]]:
    shapes = [shape for shape in document["shapes"] if shape["label"].split(":")[0] in DISEASES]
    for shape in shapes:
        shape["ring"] = _ring(shape)
        shape["pixels"] = pixels_inside(shape["ring"])
    return sorted(shapes, key=lambda shape: (shape["ring"], shape["label"]))


def _ring(shape: dict[str, Any]) -> list[list[float]]:
    points: list[list[float]] = shape["points"]
    if shape["shape_type"] == "rectangle":
        (x1, y1), (x2, y2) = points
        return [[x1, y1], [x2, y1], [x2, y2], [x1, y2]]
    return points


def pixels_inside(ring: list[list[float]]) -> frozenset[tuple[int, int]]:
    """The (row, column) of every pixel of a 1024 x 256 picture whose centre is inside the ring (even-odd rule)."""
    found = []
    rows = [point[1] for point in ring]
    for row in range(max(int(min(rows)) - 1, 0), min(int(max(rows)) + 2, 1024)):
        y = row + 0.5
        crossings = []
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 <= y) != (y2 <= y):
                crossings.append(x1 + (y - y1) * ((x2 - x1) / (y2 - y1)))
        crossings.sort()
        for start, end in zip(crossings[::2], crossings[1::2], strict=True):
            for column in range(max(int(start) - 1, 0), min(int(end) + 2, 256)):
                if start <= column + 0.5 < end:
                    found.append((row, column))
    return frozenset(found)


def answer_vote(said: dict[str, tuple[str, ...] | None], quorum: int) -> dict[str, Any]:
    """Votes, result and provisional of a view or study from the diseases that each planned reader marked (None: missing)."""
    given = [diseases for diseases in said.values() if diseases is not None]
    abnormal, normal = sum(1 for diseases in given if diseases), sum(1 for diseases in given if not diseases)
    if abnormal >= quorum and normal < quorum:
        winners = tuple(disease for disease in DISEASES if sum(disease in diseases for diseases in given) >= quorum)
        result = WORDS[winners] if winners else "adjudicate"
    elif normal >= quorum and abnormal < quorum:
        result = "normal"
    else:
        result = "adjudicate"
    votes = {reader: None if diseases is None else WORDS[diseases] for reader, diseases in said.items()}
    provisional = None in said.values() or (abnormal < quorum and normal < quorum)
    return {"votes": votes, "result": result, "provisional": provisional}


def diseases_in(shapes: list[dict[str, Any]]) -> tuple[str, ...]:
    """The diseases that a list of shapes names, in the fixed order."""
    named = {shape["label"].split(":")[0] for shape in shapes}
    return tuple(disease for disease in DISEASES if disease in named)


def _similarity(one: dict[str, Any], other: dict[str, Any], threshold: float, centres: bool) -> tuple[Fraction, Fraction]:
    shared, union = len(one["pixels"] & other["pixels"]), len(one["pixels"] | other["pixels"])
    iou = Fraction(shared, union) if union else Fraction(0)
    inside = centres and (_contains(other["ring"], _centroid(one["ring"])) or _contains(one["ring"], _centroid(other["ring"])))
    return iou, max(iou, Fraction(threshold)) if inside else iou


def _centroid(ring: list[list[float]]) -> tuple[float, float]:
    total = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        total, x, y = total + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (3 * total), y / (3 * total)


def _contains(ring: list[list[float]], point: tuple[float, float]) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 <= point[1]) != (y2 <= point[1]) and x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1) <= point[0]:
            inside = not inside
    return inside


def _best_assignment(weights: dict[tuple[int, int], Fraction], rows: int) -> list[tuple[int, int]]:
    """Every assignment of rows to columns or to nothing is tried; of equal totals the first in dictionary order stands, nothing last."""
    columns = sorted({column for _, column in weights})
    options = [[column for column in columns if (row, column) in weights] + [None] for row in range(rows)]
    best: tuple[Fraction, list[tuple[int, int]]] = (Fraction(-1), [])
    for chosen in itertools.product(*options):
        taken = [column for column in chosen if column is not None]
        if len(set(taken)) == len(taken):
            pairs = [(row, column) for row, column in enumerate(chosen) if column is not None]
            total = sum((weights[pair] for pair in pairs), Fraction(0))
            if total > best[0]:
                best = (total, pairs)
    return best[1]


def lesion_places(readings: dict[str, dict[str, Any]], view: str, threshold: float, centres: bool) -> list[dict[str, dict[str, Any]]]:
    """The places of one view: for each a mapping from reader to shape."""
    pairs = []
    for one, other in itertools.combinations(sorted(readings), 2):
        first, second = readings[one][view], readings[other][view]
        found = {(i, j): _similarity(a, b, threshold, centres)[1] for i, a in enumerate(first) for j, b in enumerate(second)}
        weights = {pair: value for pair, value in found.items() if value > 0}
        for i, j in _best_assignment(weights, len(first)):
            if weights[i, j] >= Fraction(threshold):
                pairs.append((-weights[i, j], one, other, i, j))
    groups = [{reader: index} for reader in readings for index in range(len(readings[reader][view]))]
    for _, one, other, i, j in sorted(pairs):
        here = next(group for group in groups if group.get(one) == i)
        there = next(group for group in groups if group.get(other) == j)
        if here is not there and not set(here) & set(there):
            groups.remove(there)
            here.update(there)
    return [{reader: readings[reader][view][index] for reader, index in group.items()} for group in groups]


def _order(place: dict[str, dict[str, Any]]) -> Any:
    rows = min(max(int(min(point[1] for point in shape["ring"]) // 1), 0) for shape in place.values())
    columns = min(max(int(min(point[0] for point in shape["ring"]) // 1), 0) for shape in place.values())
    return rows, columns, sorted(shape["ring"] for shape in place.values())


def lesions(readings: dict[str, dict[str, Any]], views: list[str], quorum: int, threshold: float, centres: bool) -> list[dict[str, Any]]:
    """Every lesion of the study: its marks by view, the voices, what is agreed, and the voted pixels by view."""
    places = {view: sorted(lesion_places(readings, view, threshold, centres), key=_order) for view in views}
    linked = []
    for i, front in enumerate(places.get("ANT", [])):
        for j, back in enumerate(places.get("POST", [])):
            count = sum(
                1
                for reader in set(front) & set(back)
                if front[reader]["group_id"] is not None and front[reader]["group_id"] == back[reader]["group_id"]
            )
            if count:
                linked.append((-count, i, j))
    partners: dict[int, int] = {}
    for _, i, j in sorted(linked):
        if i not in partners and j not in partners.values():
            partners[i] = j
    found: list[dict[str, Any]] = []
    for i, front in enumerate(places.get("ANT", [])):
        found.append({"ANT": front, "POST": places["POST"][partners[i]]} if i in partners else {"ANT": front})
    found += [{"POST": back} for j, back in enumerate(places.get("POST", [])) if j not in partners.values()]
    return [_voted(lesion, quorum) for lesion in found]


def _voted(lesion: dict[str, Any], quorum: int) -> dict[str, Any]:
    voices: dict[str, set[str]] = {}
    for place in lesion.values():
        for reader, shape in place.items():
            voices.setdefault(reader, set()).add(shape["label"])
    present = len(voices) >= quorum
    agreed = []
    for word in range(3):
        said = [{[*label.split(":"), None, None][word] for label in labels} for labels in voices.values()]
        counts = Counter(next(iter(words)) for words in said if len(words) == 1)
        winners = [word for word, count in counts.items() if count >= quorum]
        agreed.append(winners[0] if len(winners) == 1 else "?")
    pixels = {}
    for view, place in lesion.items():
        if present and len(place) >= quorum:
            counted = Counter(pixel for shape in place.values() for pixel in shape["pixels"])
            pixels[view] = frozenset(pixel for pixel, count in counted.items() if count >= quorum)
    complete = present and "?" not in agreed and bool(pixels)
    return {
        "standing": "agreed" if complete else "unsettled" if present else "dissent",
        "label": ":".join(word for word in agreed if word) if complete else None,
        "voices": {reader: sorted(labels) for reader, labels in voices.items()},
        "marks": {view: _drawn(place) for view, place in lesion.items()},
        "pixels": pixels,
    }


def _drawn(place: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any]]:
    return sorted((reader, shape["label"], shape["ring"]) for reader, shape in place.items())
