"""LabelMe JSON, both ways."""
