"""The networks that the paper compares dSPIC with, as Table 7 prints them."""

from __future__ import annotations

from dspic_gui.network.plan import Attention, Convolution, Layer, Plan, Pooling, Residual


def _si_clf(early: tuple[Layer, ...] = (), middle: tuple[Layer, ...] = (), late: tuple[Layer, ...] = ()) -> tuple[Layer, ...]:
    first = (Convolution(11, 64, 4, 2), Pooling(), *early, *middle, Convolution(7, 128, 1, 2), Pooling())
    return (*first, Convolution(5, 128, 1, 3), Convolution(3, 256, 1, 3), Convolution(3, 256, 1, 1), *late, Pooling())


SI_CLF = Plan("SI_CLF", "Table 7", _si_clf(), 1024)
SI_CLF_AM = Plan("SI_CLF+AM", "Table 7", _si_clf((Attention(),), late=(Attention(),)), 1024)
SI_CLF_RM = Plan("SI_CLF+RM", "Table 7", _si_clf((Residual(),)), 1024)
SI_CLF_AM_RM = Plan("SI_CLF+AM+RM", "Table 7", _si_clf((Residual(),), (Attention(),), (Attention(),)), 1024)
ALEXNET = Plan(
    "AlexNet",
    "Table 7",
    (Convolution(11, 64, 4, 2), Pooling(), Convolution(5, 256, 1, 2), Pooling(), Convolution(3, 384, 1, 3), Convolution(3, 384, 1, 3)),
    1024,
)
