"""dSPIC as Table 3 prints it, with the attention or the residual module, and the ablation without pooling of Table 9."""

from __future__ import annotations

from dspic_gui.network.plan import Attention, Convolution, Layer, Plan, Pooling, Residual

_LATE = (Convolution(3, 384, 1, 3), Convolution(3, 384, 1, 3), Convolution(3, 256, 1, 1))


def _table_3(added: Layer) -> tuple[Layer, ...]:
    return (Convolution(11, 96, 4, 2), Pooling(), added, Convolution(5, 256, 1, 2), Pooling(), *_LATE)


DSPIC_AM = Plan("dSPIC-AM", "Table 3", _table_3(Attention()), 4096)
DSPIC_RM = Plan("dSPIC-RM", "Table 3", _table_3(Residual()), 4096)
DSPIC_NO_POOLING = Plan(
    "dSPIC-AM without pooling", "Table 9", (Convolution(11, 96, 4, 2), Attention(), Convolution(5, 256, 1, 2), *_LATE), 4096
)
