"""Dataset D_2: more pictures of the diseased classes by mirroring, translation and rotation (Eqs 2-4, Table 1)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dspic_gui.disease import Answer
from training.dataset import Example, ExampleSet, Inputs, check_memory

PAPER_D_1 = {Answer.NORMAL: 334, Answer.METASTATIC: 174, Answer.ARTHRITIC: 252, Answer.BOTH: 8}
"""The paper's 768 images by class."""
PAPER_D_2 = {Answer.NORMAL: 334, Answer.METASTATIC: 520, Answer.ARTHRITIC: 568, Answer.BOTH: 80}
"""Table 1."""
PAPER_D_3 = {Answer.NORMAL: 334, Answer.METASTATIC: 394, Answer.ARTHRITIC: 472, Answer.BOTH: 80}
"""Table 2."""
FARTHEST = 10
"""t of Eq 3 in pixels; the paper found its own by experiment and does not print it."""
WIDEST = 5.0
"""r of Eq 4 in degrees; likewise."""


@dataclass(frozen=True)
class Transform:
    """One geometric variation: a mirror, or a shift by whole pixels along x (lateral) or y (head-foot), or a turn in degrees."""

    mirror: bool = False
    shift_x: int = 0
    shift_y: int = 0
    degrees: float = 0.0


def wanted_counts(counts: dict[Answer, int], table: dict[Answer, int]) -> dict[Answer, int]:
    """How many pictures each class has after augmentation: Table 1 or 2 scaled to this set's own counts."""
    return {answer: round(count * table[answer] / PAPER_D_1[answer]) for answer, count in counts.items()}


def draw_transform(rng: np.random.Generator) -> Transform:
    """A mirror, a translation by 1 to t pixels along one axis, or a rotation by up to r degrees, each as likely."""
    kind = int(rng.integers(3))
    if kind == 0:
        return Transform(mirror=True)
    if kind == 1:
        distance = int(rng.integers(1, FARTHEST + 1)) * int(rng.choice([-1, 1]))
        return Transform(shift_x=distance) if rng.integers(2) else Transform(shift_y=distance)
    return Transform(degrees=float(rng.uniform(-WIDEST, WIDEST)))


def transformed(picture: Inputs, transform: Transform) -> Inputs:
    """The picture [columns, rows] after Eq 2 (x' = W - 1 - x), Eq 3 and Eq 4 (about the centre, bilinear); outside is zero.

    No label changes with it: a network learns the answer for a view, and an answer has no side that a mirror could swap.
    """
    if transform.mirror:
        picture = picture[::-1]
    if transform.shift_x or transform.shift_y:
        picture = _shifted(picture, transform.shift_x, transform.shift_y)
    if transform.degrees:
        picture = _turned(picture, transform.degrees)
    return np.ascontiguousarray(picture, dtype=np.float32)


def with_transforms(
    examples: ExampleSet, seed: int, table: dict[Answer, int] = PAPER_D_2, classes: Sequence[Answer] = tuple(Answer)
) -> ExampleSet:
    """D_2: the examples and, per class, transforms of them up to the table's scaled count; drawn from the seed alone."""
    wanted = wanted_counts(examples.counts, table)

    def make(answer: Answer, source: ExampleSet, count: int) -> ExampleSet:
        rng = np.random.default_rng([seed, 2, list(Answer).index(answer)])
        order = [i for _ in range(-(-count // len(source))) for i in rng.permutation(len(source))][:count]
        made = [transformed(source.inputs[i], draw_transform(rng)) for i in order]
        return ExampleSet(tuple(replace(source.examples[i], made=True) for i in order), tuple(made))

    return with_more(examples, {answer: wanted[answer] for answer in classes}, make)


def with_more(examples: ExampleSet, wanted: dict[Answer, int], make: Callable[[Answer, ExampleSet, int], ExampleSet]) -> ExampleSet:
    """The examples and, per class, what `make` adds up to the wanted count."""
    parts = [examples]
    check_memory(sum(max(count - examples.counts[answer], 0) for answer, count in wanted.items()), math.prod(examples.size))
    for answer, count in wanted.items():
        source = examples.chosen([i for i, example in enumerate(examples.examples) if example.answer is answer])
        if len(source) and count > len(source):
            parts.append(make(answer, source, count - len(source)))
    return ExampleSet(sum((part.examples for part in parts), ()), sum((part.inputs for part in parts), ()))


def made_example(source: Example, name: str) -> Example:
    """An example that no patient gave, on the side of the split its class was learned from."""
    return replace(source, study=name, made=True)


def _shifted(picture: Inputs, x: int, y: int) -> Inputs:
    moved = np.zeros_like(picture)
    columns, rows = picture.shape
    if abs(x) >= columns or abs(y) >= rows:
        return moved
    moved[max(x, 0) : columns + min(x, 0), max(y, 0) : rows + min(y, 0)] = picture[
        max(-x, 0) : columns + min(-x, 0), max(-y, 0) : rows + min(-y, 0)
    ]
    return moved


def _turned(picture: Inputs, degrees: float) -> Inputs:
    from scipy.ndimage import affine_transform

    angle = np.deg2rad(degrees)
    back = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    centre = (np.array(picture.shape) - 1) / 2
    turned: Inputs = affine_transform(picture, back, centre - back @ centre, order=1, mode="constant", cval=0.0)
    return turned
