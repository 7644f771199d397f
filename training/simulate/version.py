"""The simulator's version."""

VERSION = 3
"""Grows whenever the same seed gives other bytes."""
