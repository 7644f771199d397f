"""Training a network from the window: the settings, the run in a process of its own, its curves and its scores."""
