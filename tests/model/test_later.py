"""What SciPy's filters never use is imported by who uses it, and then it is what it always was."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import json, sys
from dspic_gui.model.later import PARTS, import_later
import numpy as np
import_later()
from scipy.ndimage import gaussian_filter, label
pictures = np.arange(48.0).reshape(6, 8) % 7
found = [gaussian_filter(pictures, 1.5).tolist(), label(pictures > 3)[1]]
imported = [name for name in PARTS if type(sys.modules[name]) is type(sys)]  # a module that waits is of another type
from scipy.special import comb
unmasked = float(np.ma.masked_array([1, 9], [0, 1]).sum())
drawn = np.random.default_rng(3).integers(9, size=4).tolist()
print(json.dumps([found, imported, comb(5, 2), unmasked, drawn]))
"""


def test_the_filters_work_without_them_and_who_asks_gets_them() -> None:
    import numpy as np
    from scipy.ndimage import gaussian_filter, label

    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=120)
    found, imported, pairs, unmasked, drawn = json.loads(done.stdout)
    pictures = np.arange(48.0).reshape(6, 8) % 7
    assert found == [gaussian_filter(pictures, 1.5).tolist(), label(pictures > 3)[1]]
    assert imported == [], "they were imported although nobody used them"
    assert (pairs, unmasked, drawn) == (10.0, 1.0, np.random.default_rng(3).integers(9, size=4).tolist())


def test_what_is_there_already_stays() -> None:
    import numpy.random

    from dspic_gui.model.later import import_later

    before = sys.modules["numpy.random"]
    import_later()
    assert sys.modules["numpy.random"] is before is numpy.random
