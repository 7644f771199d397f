"""Proofs walk through the same windows as the tests of the window do."""

from hypothesis import settings

from tests.qt.conftest import open_window, own_folder, small_folder

__all__ = ["open_window", "own_folder", "small_folder"]

settings.register_profile("thorough", deadline=None, derandomize=True, max_examples=500)
settings.load_profile("thorough")
