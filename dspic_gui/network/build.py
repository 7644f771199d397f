"""A plan becomes a Keras model whose layers carry the names of the outline."""

from __future__ import annotations

from typing import Any

import keras
import psutil

from dspic_gui.network.attention import AdaptiveAverage, attention_module, residual_module
from dspic_gui.network.baselines import ALEXNET, SI_CLF, SI_CLF_AM, SI_CLF_AM_RM, SI_CLF_RM
from dspic_gui.network.dspic import DSPIC_AM, DSPIC_NO_POOLING, DSPIC_RM
from dspic_gui.network.outline import layer_names, outline, training_bytes, weight_count
from dspic_gui.network.plan import INPUT_SIZE, PAPER, Attention, Convolution, Deviations, Head, Plan, PlanError, Pooling, Residual

PLANS: dict[str, Plan] = {
    plan.name: plan for plan in (DSPIC_AM, DSPIC_RM, SI_CLF, SI_CLF_AM, SI_CLF_RM, SI_CLF_AM_RM, ALEXNET, DSPIC_NO_POOLING)
}
USABLE = 0.75
"""Share of the machine's memory that weights, gradients and moments may take; pictures and activations need the rest."""


def memory_bytes() -> int:
    """The memory of this machine."""
    return int(psutil.virtual_memory().total)


def largest_training() -> int:
    """Bytes of weights, gradients and moments above which a network is not built for training here."""
    return int(memory_bytes() * USABLE)


def plan_named(name: str) -> Plan:
    """The plan of that name; PlanError lists the names there are."""
    for plan in PLANS.values():
        if plan.name.lower() == name.lower():
            return plan
    raise PlanError(
        "There is no network “{name}”. Nothing was written; there are {known}.",
        name=name,
        known=", ".join(PLANS),
    )


def build(plan: Plan, head: Head = Head.TWO_BY_EIGHT, deviations: Deviations = PAPER, size: tuple[int, int] = INPUT_SIZE) -> keras.Model:
    """The network from a picture [batch, *size, 1] to three probabilities; PlanError where it is too large to train."""
    check_trainable(plan, head, deviations, size)
    inputs = keras.Input((*size, 1), name="picture")
    features = inputs
    for name, layer in zip(layer_names(plan), plan.trunk, strict=True):
        features = _added(layer, features, name, deviations)
    features = keras.layers.Activation("linear", name="features")(features)
    return keras.Model(inputs, _head(plan, head, features, deviations), name=plan.name.replace("+", "_").replace(" ", "_"))


def check_trainable(plan: Plan, head: Head, deviations: Deviations, size: tuple[int, int]) -> None:
    """Refuse, before any memory is taken, a network whose training needs more than this machine's memory holds."""
    rows = outline(plan, head, deviations, size)
    if training_bytes(rows) > largest_training():
        raise PlanError(
            "{network} with the head “{head}” has {weights} million weights, and training them "
            "takes {needed} GiB, more than this machine can give ({given} GiB). Nothing was "
            "written; it is described for its shapes only, train it with the head “2x8”.",
            network=plan.name,
            head=str(head),
            weights=f"{weight_count(rows) / 1e6:,.1f}",
            needed=f"{training_bytes(rows) / 2**30:.1f}",
            given=f"{largest_training() / 2**30:.1f}",
        )


def _added(layer: Any, features: Any, name: str, deviations: Deviations) -> Any:
    match layer:
        case Convolution():
            return _convolution(layer, features, name, deviations)
        case Pooling(size, stride):
            return keras.layers.MaxPooling2D(size, stride, name=name)(features)
        case Attention():
            return attention_module(features, name, deviations)
        case Residual():
            return residual_module(features, name, deviations)
    raise TypeError(layer)


def _convolution(layer: Convolution, features: Any, name: str, deviations: Deviations) -> Any:
    """Keras pads only valid or same, so the table's padding is a layer of its own."""
    if layer.padding:
        features = keras.layers.ZeroPadding2D(layer.padding, name=f"{name}_padding")(features)
    settings = {"strides": layer.stride, "kernel_initializer": deviations.initialiser}
    features = keras.layers.Conv2D(layer.channels, layer.kernel, name=f"{name}_weights", **settings)(features)
    if deviations.batch_normalisation:
        features = keras.layers.BatchNormalization(momentum=0.9, name=f"{name}_norm")(features)
    return keras.layers.ReLU(name=name)(features)


def _head(plan: Plan, head: Head, features: Any, deviations: Deviations) -> Any:
    if head is Head.POOL3 and not isinstance(plan.trunk[-1], Pooling):
        features = keras.layers.MaxPooling2D(3, 2, name="pool3")(features)
    elif head.bins:
        features = AdaptiveAverage(head.bins, name="pooled")(features)
    hidden = keras.layers.Flatten(name="flat")(features)
    for name in ("fc1", "fc2"):
        hidden = keras.layers.Dense(plan.dense, activation="relu", kernel_initializer=deviations.initialiser, name=name)(hidden)
        if deviations.dropout:
            hidden = keras.layers.Dropout(deviations.dropout, name=f"{name}_dropout")(hidden)
    return keras.layers.Dense(3, activation="softmax", dtype="float32", name="probabilities")(hidden)
