"""The screen, and the only place for Qt."""
