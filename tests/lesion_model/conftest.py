"""The genuine scan's counts."""

from pathlib import Path

import numpy as np
import pytest

from dspic_gui.scans import decoder


@pytest.fixture(scope="session")
def real_view(real_scan: Path) -> np.ndarray:
    return decoder.read_file(real_scan).frames[0]
