"""How foreign files become studies of a dataset."""
