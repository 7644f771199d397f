"""Where the checkout and its golden files lie, however deep a test stands."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
SMALL_MODEL = GOLDEN / "small_model"
"""A network of a few kilobytes in the format of a model folder, made by `tools/make_small_model.py`."""
SMALL_LESION_MODEL = GOLDEN / "small_lesion_model"
"""The same of a network that finds lesions, made by `tools/make_small_lesion_model.py`."""
