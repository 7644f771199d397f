"""One outline out of the marks of several readers: voted mask, medoid, union, intersection, or STAPLE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.ground_truth.lesion_groups import Mark, mask_iou
from dspic_gui.marking.mask_outline import polygon_of
from dspic_gui.shape import Mask, Shape
from dspic_gui.vote import OutlineRule

_STAPLE_ROUNDS = 500
_STAPLE_CHANGE = 1e-10


@dataclass(frozen=True, eq=False)
class AgreedOutline:
    """The outline of an agreed lesion in one view, and the rule that made it, or the reader whose mark a person took.

    Where a rule leaves no pixel (marks that share none), the medoid stands in and `rule` says so.
    """

    shape: Shape
    rule: str


def agreed_outline(marks: Sequence[Mark], rule: OutlineRule, quorum: int) -> AgreedOutline:
    """The outline of marks in the order of their readers' names; `quorum` voices put a pixel into the voted mask."""
    if rule is not OutlineRule.MEDOID:
        top, left, mask = voted_mask(marks, rule, quorum)
        shape = polygon_of(mask, top, left)
        if shape is not None:
            return AgreedOutline(shape, rule)
    return AgreedOutline(_medoid(marks).lesion.shape, OutlineRule.MEDOID)


def voted_mask(marks: Sequence[Mark], rule: OutlineRule, quorum: int) -> tuple[int, int, Mask]:
    """The pixels that the rule (any but the medoid) takes: first row, first column, and the mask from there on."""
    tops, lefts, bottoms, rights = zip(*[mark.box for mark in marks], strict=True)
    top, left, bottom, right = min(tops), min(lefts), max(bottoms), max(rights)
    voices = {OutlineRule.MAJORITY: quorum, OutlineRule.UNION: 1}.get(rule, len(marks))
    if voices == len(marks) == 2 and rule is not OutlineRule.STAPLE:
        shared = np.zeros((bottom - top, right - left), dtype=bool)
        inner = max(tops), max(lefts), min(bottoms), min(rights)
        if inner[0] < inner[2] and inner[1] < inner[3]:
            one, other = (_cut(mark, inner) for mark in marks)
            np.logical_and(one, other, out=shared[inner[0] - top : inner[2] - top, inner[1] - left : inner[3] - left])
        return top, left, shared
    many = len(marks) if rule is OutlineRule.STAPLE else 1
    layers = np.zeros((many, bottom - top, right - left), dtype=np.uint8 if len(marks) < 256 else np.uint16)
    for number, mark in enumerate(marks):
        above, before, below, behind = mark.box
        layers[number % many, above - top : below - top, before - left : behind - left] += mark.pixels.view(np.uint8)
    if rule is OutlineRule.STAPLE:
        return top, left, staple(layers.astype(bool)) >= 0.5
    return top, left, np.asarray(layers[0] >= voices)


def _cut(mark: Mark, box: tuple[int, int, int, int]) -> Mask:
    """The pixels of a mark inside a box that lies in its own."""
    top, left, bottom, right = box
    return mark.pixels[top - mark.top : bottom - mark.top, left - mark.left : right - mark.left]


def _medoid(marks: Sequence[Mark]) -> Mark:
    """The mark that agrees best with the others (sum of IoU), the first reader's where several do."""
    totals = [sum(mask_iou(mark, other) for other in marks if other is not mark) for mark in marks]
    return marks[totals.index(max(totals))]


def staple(stack: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The probability of each pixel by STAPLE (Warfield, Zou and Wells 2004) from readers x rows x columns decisions.

    Expectation maximisation over the readers' sensitivities and specificities; the prior is the mean of all decisions.
    """
    decisions = stack.reshape(len(stack), -1)
    prior = float(decisions.mean()) if decisions.size else 0.0
    truth = np.full(decisions.shape[1], prior)
    if not 0 < prior < 1:
        return truth.reshape(stack.shape[1:])
    sensitivity = np.full((len(stack), 1), 0.99999)
    specificity = sensitivity.copy()
    for _ in range(_STAPLE_ROUNDS):
        inside = prior * np.where(decisions, sensitivity, 1 - sensitivity).prod(axis=0)
        outside = (1 - prior) * np.where(decisions, 1 - specificity, specificity).prod(axis=0)
        before, truth = truth, inside / np.maximum(inside + outside, np.finfo(float).tiny)
        sensitivity = _share(decisions, truth)
        specificity = _share(~decisions, 1 - truth)
        if float(np.abs(truth - before).max()) < _STAPLE_CHANGE:
            break
    return truth.reshape(stack.shape[1:])


def _share(decisions: NDArray[np.bool_], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weighted share of the decisions that are true, for each reader."""
    return np.asarray((decisions * weight).sum(axis=1, keepdims=True) / max(float(weight.sum()), np.finfo(float).tiny))
