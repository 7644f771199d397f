"""The bone scan index in the window."""
