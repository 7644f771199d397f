"""Serial scans: the prior laid over the present one, and what changed between them."""
