"""The inside of a model folder: its card, the child that runs it, its maps, and what scores are."""
