"""Shapes, weights and places of a network's layers by arithmetic alone: no Keras, and no memory for 1.7 billion weights."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from dspic_gui.model.model_card import Place
from dspic_gui.network.plan import INPUT_SIZE, PAPER, Attention, Convolution, Deviations, Head, Layer, Plan, PlanError, Pooling, Residual

Shape = tuple[int, ...]
ADAM_COPIES = 4
"""Weights, gradients and Adam's two moments: what training holds of each weight."""


@dataclass(frozen=True)
class Row:
    """A layer: its name in the Keras model, its output shape without the batch, its trained weights."""

    name: str
    shape: Shape
    weights: int


def layer_names(plan: Plan) -> list[str]:
    """The names of the trunk's layers: conv1, pool1, attention1, residual1, ... in the order of the table."""
    words = {Convolution: "conv", Pooling: "pool", Attention: "attention", Residual: "residual"}
    counts: dict[str, int] = {}
    names = []
    for layer in plan.trunk:
        word = words[type(layer)]
        counts[word] = counts.get(word, 0) + 1
        names.append(f"{word}{counts[word]}")
    return names


def outline(plan: Plan, head: Head, deviations: Deviations = PAPER, size: tuple[int, int] = INPUT_SIZE) -> tuple[Row, ...]:
    """Every layer of the network for an input of `size`, as Tables 3 and 7 list them; PlanError where the picture is too small."""
    rows = []
    shape: Shape = (*size, 1)
    for name, layer in zip(layer_names(plan), plan.trunk, strict=True):
        rows.append(_row(name, layer, shape, deviations))
        shape = rows[-1].shape
        if min(shape[:2]) < 1:
            raise PlanError(
                "Views of {columns} x {rows} pixels are too small for {network}: nothing is left "
                "after {layer}. Nothing was written; choose a network with fewer layers.",
                columns=size[0],
                rows=size[1],
                network=plan.name,
                layer=name,
            )
    rows += _head_rows(plan, head, shape)
    return tuple(rows)


def weight_count(rows: tuple[Row, ...]) -> int:
    """All trained weights."""
    return sum(row.weights for row in rows)


def training_bytes(rows: tuple[Row, ...]) -> int:
    """What float32 training with Adam holds of the weights alone."""
    return weight_count(rows) * 4 * ADAM_COPIES


def places(plan: Plan) -> dict[str, Place]:
    """Where the cells of each trunk layer lie on the input picture."""
    stride, offset = 1, 0
    found = {}
    for name, layer in zip(layer_names(plan), plan.trunk, strict=True):
        if isinstance(layer, Convolution):
            offset += ((layer.kernel - 1) // 2 - layer.padding) * stride
            stride *= layer.stride
        elif isinstance(layer, Pooling):
            offset += (layer.size - 1) // 2 * stride
            stride *= layer.stride
        found[name] = Place(stride, offset)
    return found


def _row(name: str, layer: Layer, shape: Shape, deviations: Deviations) -> Row:
    height, width, channels = shape
    match layer:
        case Convolution(kernel, made, stride, padding):
            out = tuple((length + 2 * padding - kernel) // stride + 1 for length in (height, width))
            return Row(name, (*out, made), kernel**2 * channels * made + made + 2 * made * deviations.batch_normalisation)
        case Pooling(size, stride):
            return Row(name, (*((length - size) // stride + 1 for length in (height, width)), channels), 0)
        case Residual():
            return Row(name, shape, 2 * (9 * channels**2 + channels) + 4 * channels * deviations.batch_normalisation)
        case Attention():
            hidden = max(channels // deviations.attention_ratio, 1)
            return Row(name, shape, 2 * channels * hidden + hidden + channels + 7 * 7 * 2 + 1)


def _head_rows(plan: Plan, head: Head, shape: Shape) -> list[Row]:
    rows = []
    if head is Head.POOL3 and not isinstance(plan.trunk[-1], Pooling):
        rows.append(_row("pool3", Pooling(), shape, PAPER))
        shape = rows[-1].shape
    elif head.bins:
        shape = (*head.bins, shape[-1])
        rows.append(Row("pooled", shape, 0))
    inputs = prod(shape)
    for name, units in (("fc1", plan.dense), ("fc2", plan.dense), ("probabilities", 3)):
        rows.append(Row(name, (units,), inputs * units + units))
        inputs = units
    return rows
