"""The reading room: the pair, its panels, and the walk through the studies."""
