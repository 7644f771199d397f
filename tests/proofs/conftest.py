"""Proofs walk through the same windows as the tests of the window do."""

from tests.qt.conftest import open_window, own_folder, small_folder

__all__ = ["open_window", "own_folder", "small_folder"]
