"""Parts of NumPy and SciPy that are imported when somebody uses them: SciPy's filters ask for all of NumPy's names when they are imported.

The compiler of Fortran and the test tools among them are never used here, and are a third of the time of a short command.
"""

from __future__ import annotations

import importlib.util
import sys

PARTS = ("numpy.f2py", "numpy.testing", "numpy.ctypeslib", "numpy.polynomial", "numpy.ma", "scipy.special")


def import_later(*names: str) -> None:
    """Let each of these modules, unless it is there already, be imported at the first use of anything in it."""
    for name in names or PARTS:
        parent, _, child = name.rpartition(".")
        spec = None if name in sys.modules else importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            continue
        spec.loader = importlib.util.LazyLoader(spec.loader)
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        setattr(sys.modules[parent], child, module)
