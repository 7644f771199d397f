"""The application reads a hundred views as TensorFlow does, and makes the same maps, with dSPIC-AM in its full size."""

from __future__ import annotations

import pytest

from dspic_gui.network.dspic import DSPIC_AM
from dspic_gui.network.plan import Plan
from tests.training.test_parity import (
    model,
    plain,
    scan,
    shipped,
    test_maps_equal_automatic_differentiation,
    test_maps_of_the_int8_network_point_where_those_of_float32_do,
    test_views_are_read_alike,
)

__all__ = [
    "model",
    "plain",
    "scan",
    "shipped",
    "test_maps_equal_automatic_differentiation",
    "test_maps_of_the_int8_network_point_where_those_of_float32_do",
    "test_views_are_read_alike",
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return DSPIC_AM


@pytest.fixture(scope="module")
def lead() -> float:
    return 3.0


@pytest.fixture(scope="module")
def views() -> int:
    return 100
