"""What a network consists of, as rows of the paper's tables: plain values that need no Keras."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from dspic_gui.sentence import SaidError


class PlanError(SaidError, ValueError):
    """A network that cannot be built or trained as asked."""


@dataclass(frozen=True)
class Convolution:
    """Square convolution with ReLU: `kernel` x `kernel`, `channels`, stride S and padding P of Tables 3 and 7."""

    kernel: int
    channels: int
    stride: int = 1
    padding: int = 0


@dataclass(frozen=True)
class Pooling:
    """MaxPool(3), S = 2, without padding."""

    size: int = 3
    stride: int = 2


@dataclass(frozen=True)
class Attention:
    """The attention module of Fig 5: channel attention (Eq 7), then spatial attention (Eq 8), joined by Eq 6."""


@dataclass(frozen=True)
class Residual:
    """The residual module of Fig 6 and Eq 9: two 3 x 3 convolutions beside the identity."""


Layer = Convolution | Pooling | Attention | Residual


class Head(StrEnum):
    """What lies between the last row of the trunk and the first fully connected layer."""

    TABLE3 = "table3"
    POOL3 = "pool3"
    SIX = "6x6"
    TWO_BY_EIGHT = "2x8"
    GLOBAL = "gap"

    @property
    def bins(self) -> tuple[int, int] | None:
        """The grid of an adaptive average, None for heads that flatten everything."""
        return {Head.SIX: (6, 6), Head.TWO_BY_EIGHT: (2, 8), Head.GLOBAL: (1, 1)}.get(self)


@dataclass(frozen=True)
class Plan:
    """A network: its name, the table that prints it, the rows of its trunk, and the width of its two dense layers."""

    name: str
    source: str
    trunk: tuple[Layer, ...]
    dense: int


@dataclass(frozen=True)
class Deviations:
    """Where a network leaves the paper; the defaults are the paper's. Every difference is named in the model's card.

    `attention_ratio` is the reduction of the channel attention's perceptron, which the paper does not give.
    `refined_product`: multiply the spatial map with fC(F) x F as CBAM does, where Eq 6 multiplies with F.
    """

    initialiser: str = "glorot_uniform"
    batch_normalisation: bool = False
    dropout: float = 0.0
    attention_ratio: int = 16
    refined_product: bool = False

    def __post_init__(self) -> None:
        """Refuse values that no layer could take."""
        if self.initialiser not in ("glorot_uniform", "he_normal", "he_uniform", "glorot_normal"):
            raise PlanError(
                "“{value}” is no initialiser that this program knows. "
                "Nothing was written; use glorot_uniform or he_normal.",
                value=self.initialiser,
            )
        if not 0.0 <= self.dropout < 1.0:
            raise PlanError(
                "Dropout is a share from 0 up to, but not including, 1, and not {value}. "
                "Nothing was written.",
                value=self.dropout,
            )
        if self.attention_ratio < 1:
            raise PlanError(
                "The attention's ratio is a whole number from 1 on, and not {value}. "
                "Nothing was written.",
                value=self.attention_ratio,
            )

    def named(self) -> dict[str, Any]:
        """The settings that differ from the paper's, by name."""
        paper = Deviations()
        return {row.name: getattr(self, row.name) for row in fields(self) if getattr(self, row.name) != getattr(paper, row.name)}


PAPER = Deviations()
INPUT_SIZE = (256, 1024)
"""Lateral x head-foot, as the paper writes it."""
