"""Both views side by side: linked, coded, measured."""
