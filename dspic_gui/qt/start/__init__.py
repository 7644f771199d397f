"""The first page: datasets, signing in, importing."""
