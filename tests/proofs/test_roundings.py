"""The int8 export under every rounding that an export may try; the suite tries the coarsest."""

from __future__ import annotations

import pytest

from tests.training.test_export import model, says_the_same
from training.tiles import ROUNDINGS

__all__ = ["model"]


@pytest.mark.parametrize("rounding", ROUNDINGS[1:])
def test_the_int8_export_says_the_same_however_it_is_rounded(model, rounding):
    says_the_same(model, rounding)
