"""What the study lead looks after: how far the readers are, whether the dataset holds together, and its settings."""
