"""Which marks of different readers mean the same lesion: by place alone, whatever disease they name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations, product

import numpy as np

from dspic_gui.code import Code
from dspic_gui.disease import Disease
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Foreign, Mask, Point, Shape, patches
from dspic_gui.study import Projection
from dspic_gui.vote import VoteRule

_UNITS = 2**40
_EXACT_COLUMNS = 8
_FEW = 32


@dataclass(frozen=True, eq=False)
class Mark:
    """A lesion that one reader marked, with its mask cut to its bounds (first row, first column, pixels)."""

    reader: str
    lesion: Lesion
    code: Code
    top: int
    left: int
    pixels: Mask
    box: tuple[int, int, int, int] = field(init=False)
    """First row, first column, and the row and column after the last."""

    @cached_property
    def size(self) -> int:
        """The number of pixels inside."""
        return int(np.count_nonzero(self.pixels))

    def __post_init__(self) -> None:
        """`box` is asked of every mark many times."""
        rows, columns = self.pixels.shape
        self.__dict__["box"] = self.top, self.left, self.top + rows, self.left + columns

    @property
    def shape(self) -> Shape:
        """The shape that holds the pixels."""
        return self.lesion.shape

    @cached_property
    def centre(self) -> Point:
        """The centroid of the shape."""
        return self.shape.centre

    @cached_property
    def points(self) -> list[list[float]]:
        """The ring of the shape; marks of a reader are ordered by it, so that the order of drawing does not matter."""
        ring: list[list[float]] = self.lesion.shape.outline.tolist()
        return ring

    @cached_property
    def key(self) -> str:
        """A name that depends on nothing but reader, view, label and points: 16 hex digits."""
        content = f"{self.reader}|{self.lesion.projection}|{self.lesion.label}|{self.points}"
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def disease(self) -> Disease:
        """The disease that the mark votes for."""
        return Disease(self.code.finding)


@dataclass(frozen=True)
class Similarity:
    """How well the marks of two readers agree in place; `value` is the IoU, or the threshold where a centre lies inside."""

    readers: tuple[str, str]
    iou: float
    value: float


@dataclass(frozen=True, eq=False)
class Place:
    """Marks of one lesion in one view, at most one a reader, in the order of the readers' names."""

    projection: Projection
    marks: tuple[Mark, ...]
    similarities: tuple[Similarity, ...]

    @property
    def mean_iou(self) -> float | None:
        """The mean IoU over all pairs of marks; None for a single voice."""
        return sum(pair.iou for pair in self.similarities) / len(self.similarities) if self.similarities else None

    @cached_property
    def corner(self) -> tuple[int, int]:
        """First row and first column of the marks."""
        return min([mark.top for mark in self.marks]), min([mark.left for mark in self.marks])

    def __lt__(self, other: Place) -> bool:
        """Whether it stands before another place of its view: from the head downwards."""
        if self.corner != other.corner:
            return self.corner < other.corner
        here, there = (sorted(mark.points for mark in place.marks) for place in (self, other))
        return here < there


LesionGroup = tuple[Place, ...]
"""The places of one lesion: one view, or anterior and posterior."""


def marks_of(reading: Reading, projection: Projection, rows: int, columns: int) -> tuple[Mark, ...]:
    """The voting marks of a reading in one view, ordered by their points; marks that are no lesions never vote."""
    return marks_in({reading.reader: reading}, (projection,), rows, columns)[projection][reading.reader]


def marks_in(
    readings: Mapping[str, Reading], projections: Iterable[Projection], rows: int, columns: int
) -> dict[Projection, dict[str, tuple[Mark, ...]]]:
    """The same of several readings in several views, by view and name; the masks are made all at once."""
    asked = [(view, name, _voting(reading, view)) for view in projections for name, reading in readings.items()]
    masks = iter(patches([lesion.shape for *_, voting in asked for lesion, _ in voting], rows, columns))
    found: dict[Projection, dict[str, tuple[Mark, ...]]] = {view: {} for view, *_ in asked}
    for view, name, voting in asked:
        marks = [Mark(readings[name].reader, lesion, code, *next(masks)) for lesion, code in voting]
        found[view][name] = tuple(_by_points(marks))
    return found


def _by_points(marks: list[Mark]) -> list[Mark]:
    """Ordered by their rings, then by label; the first points tell it all but for marks that begin at the same one."""
    begins = {tuple(mark.shape.outline[0].tolist()): mark for mark in marks} if marks[1:] else {}
    if len(begins) == len(marks):
        return [begins[first] for first in sorted(begins)]
    return sorted(marks, key=lambda mark: (mark.points, mark.lesion.label))


def _voting(reading: Reading, projection: Projection) -> list[tuple[Lesion, Code]]:
    coded = [(lesion, lesion.code) for lesion in reading.in_view(projection) if not isinstance(lesion.shape, Foreign)]
    return [(lesion, code) for lesion, code in coded if code and code.disease]


@lru_cache(maxsize=512)
def shared_pixels(one: Mark, other: Mark) -> int:
    """How many pixels lie in both marks: boxes first, then the masks where the boxes meet."""
    top, left, bottom, right = one.box
    above, before, below, behind = other.box
    first_row, first_column = max(top, above), max(left, before)
    last_row, last_column = min(bottom, below), min(right, behind)
    if first_row >= last_row or first_column >= last_column:
        return 0
    first = one.pixels[first_row - top : last_row - top, first_column - left : last_column - left]
    second = other.pixels[first_row - above : last_row - above, first_column - before : last_column - before]
    return int(np.count_nonzero(first & second))


def mask_iou(one: Mark, other: Mark) -> float:
    """Intersection over union of two marks' masks; 0 where they do not touch or are empty."""
    shared = shared_pixels(one, other)
    return shared / (one.size + other.size - shared) if shared else 0.0


def similarity(one: Mark, other: Mark, rule: VoteRule) -> Similarity:
    """The IoU of two marks, raised to the rule's threshold where the centre of one lies inside the other."""
    if apart(one, other):
        return Similarity((one.reader, other.reader), 0.0, 0.0)
    iou = mask_iou(one, other)
    value = iou
    if rule.centre_inside and iou < rule.iou and (_inside(one.centre, other) or _inside(other.centre, one)):
        value = rule.iou
    return Similarity((one.reader, other.reader), iou, value)


def apart(one: Mark, other: Mark) -> bool:
    """Whether the boxes of two marks share nothing, not even a border, so that neither pixels nor centres can meet."""
    top, left, bottom, right = one.box
    above, before, below, behind = other.box
    return top > below or above > bottom or left > behind or before > right


def _inside(centre: Point, mark: Mark) -> bool:
    top, left, bottom, right = mark.box
    return left <= centre[0] <= right and top <= centre[1] <= bottom and mark.shape.contains(centre)


@lru_cache(maxsize=64)
def match(first: tuple[Mark, ...], second: tuple[Mark, ...], rule: VoteRule) -> tuple[tuple[int, int, Similarity], ...]:
    """The optimal one-to-one assignment between two readers' marks of a view, without pairs below the rule's threshold.

    Of assignments with the same total similarity the one stands that gives the earlier marks the earlier partners.
    """
    edges: dict[tuple[int, int], Similarity] = {}
    for row, column in _near(first, second):
        found = similarity(first[row], second[column], rule)
        if found.value > 0:
            edges[row, column] = found
    chosen = [pair for rows, columns in _components(edges) for pair in _assign(rows, columns, edges)]
    return tuple((*pair, edges[pair]) for pair in sorted(chosen) if edges[pair].value >= rule.iou)


def _near(first: Sequence[Mark], second: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """The pairs that are not `apart`, by row and column; of many marks those beside each other are found at once."""
    if len(second) <= _FEW:
        boxes = [mark.box for mark in second]
        for row, one in enumerate(first):
            top, left, bottom, right = one.box
            for column, (above, before, below, behind) in enumerate(boxes):
                if not (top > below or above > bottom or left > behind or before > right):
                    yield row, column
        return
    tops, lefts, bottoms, rights = np.array([mark.box for mark in second]).T
    for row, one in enumerate(first):
        top, left, bottom, right = one.box
        beside = (tops <= bottom) & (bottoms >= top) & (lefts <= right) & (rights >= left)
        yield from ((row, int(column)) for column in np.flatnonzero(beside))


def _components(edges: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that hang together, so that each part can be assigned by itself."""
    rows: dict[int, tuple[set[int], set[int]]] = {}
    columns: dict[int, tuple[set[int], set[int]]] = {}
    for row, column in edges:
        here = rows.setdefault(row, ({row}, set()))
        there = columns.get(column)
        here[1].add(column)
        columns[column] = here
        if there is not None and there is not here:
            larger, smaller = sorted((here, there), key=lambda part: -len(part[0]) - len(part[1]))
            larger[0].update(smaller[0])
            larger[1].update(smaller[1])
            rows.update(dict.fromkeys(smaller[0], larger))
            columns.update(dict.fromkeys(smaller[1], larger))
    parts = {id(part): part for part in rows.values()}.values()
    return [(sorted(part[0]), sorted(part[1])) for part in parts]


def _assign(rows: list[int], columns: list[int], edges: Mapping[tuple[int, int], Similarity]) -> list[tuple[int, int]]:
    if len(rows) == len(columns) == 1:
        return [(rows[0], columns[0])]
    held = [pair for pair in product(rows, columns) if pair in edges] if len(rows) * len(columns) < len(edges) else _of_rows(rows, edges)
    weights = {pair: round(edges[pair].value * _UNITS) for pair in held}
    if len(columns) > _EXACT_COLUMNS:
        return _assign_many(rows, columns, weights)
    best: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {0: (0, ())}
    for row in reversed(rows):
        best = _with_row(row, columns, weights, best)
    total = max(value for value, _ in best.values())
    optimal = [pairs for value, pairs in best.values() if value == total]
    return list(sorted(optimal, key=_earlier)[0])


def _of_rows(rows: Iterable[int], edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    wanted = set(rows)
    return [pair for pair in edges if pair[0] in wanted]


def _with_row(
    row: int,
    columns: list[int],
    weights: Mapping[tuple[int, int], int],
    best: Mapping[int, tuple[int, tuple[tuple[int, int], ...]]],
) -> dict[int, tuple[int, tuple[tuple[int, int], ...]]]:
    """The best assignment of this row and all later ones for each set of used columns (bits), equal totals broken by `_earlier`."""
    wider = dict(best)
    for used, (total, pairs) in best.items():
        for bit, column in enumerate(columns):
            weight = weights.get((row, column))
            if weight is None or used >> bit & 1:
                continue
            candidate = (total + weight, ((row, column), *pairs))
            known = wider.get(used | 1 << bit)
            if known is None or (-candidate[0], _earlier(candidate[1])) < (-known[0], _earlier(known[1])):
                wider[used | 1 << bit] = candidate
    return wider


def _earlier(pairs: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """The key by which equal assignments are ordered: an early row with an early column first, a row left out last."""
    return [*pairs, (1 << 30, 0)]


def _assign_many(rows: list[int], columns: list[int], weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    from scipy.optimize import linear_sum_assignment

    matrix = np.zeros((len(rows), len(columns)))
    for (row, column), weight in weights.items():
        matrix[rows.index(row), columns.index(column)] = weight
    pairs = [(rows[row], columns[column]) for row, column in zip(*linear_sum_assignment(matrix, maximize=True), strict=True)]
    return [pair for pair in pairs if pair in weights]


def places(marks: Mapping[str, tuple[Mark, ...]], projection: Projection, rule: VoteRule) -> list[Place]:
    """The marks of all readers in one view, grouped by place, from the head downwards.

    Pairs are joined in falling order of similarity (ties by reader name, then by the marks' order); a join that would put
    two marks of one reader into one place is refused.
    """
    pairs = []
    known: dict[tuple[Mark, Mark], Similarity] = {}
    for one, other in combinations(sorted(marks), 2):
        for row, column, found in match(marks[one], marks[other], rule):
            pairs.append((-found.value, one, other, row, column))
            known[marks[one][row], marks[other][column]] = found
    home = {(reader, index): {reader: index} for reader in marks for index in range(len(marks[reader]))}
    for _, one, other, row, column in sorted(pairs):
        here, there = home[one, row], home[other, column]
        if here is not there and not here.keys() & there.keys():
            here.update(there)
            home.update(dict.fromkeys(there.items(), here))
    groups = {id(group): group for group in home.values()}.values()
    found_places = []
    for group in groups:
        together = tuple(marks[reader][group[reader]] for reader in sorted(group))
        alike = (known.get((one, other)) or similarity(one, other, rule) for one, other in combinations(together, 2))
        found_places.append(Place(projection, together, tuple(alike)))
    return sorted(found_places)


def link(anterior: Sequence[Place], posterior: Sequence[Place]) -> list[LesionGroup]:
    """Places of both views joined to lesions where readers gave their marks one number (`group_id`).

    The pair that more readers linked is joined first, ties from the head downwards; a place joins one partner at most.
    """
    votes: list[tuple[int, int, int]] = []
    columns: dict[tuple[str, int], list[int]] = {}
    for column, back in enumerate(posterior):
        for number in _numbers(back):
            columns.setdefault(number, []).append(column)
    for row, front in enumerate(anterior):
        linking = Counter(column for number in _numbers(front) for column in columns.get(number, ()))
        votes += [(-many, row, column) for column, many in linking.items()]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, row, column in sorted(votes):
        if row not in partner and column not in taken:
            partner[row] = column
            taken.add(column)
    lesions: list[LesionGroup] = [(front, posterior[partner[row]]) if row in partner else (front,) for row, front in enumerate(anterior)]
    return lesions + [(back,) for column, back in enumerate(posterior) if column not in taken]


def _numbers(place: Place) -> set[tuple[str, int]]:
    return {(mark.reader, mark.lesion.group_id) for mark in place.marks if mark.lesion.group_id is not None}
