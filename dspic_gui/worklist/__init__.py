"""The index of a dataset: a cache that may be deleted at any time."""
