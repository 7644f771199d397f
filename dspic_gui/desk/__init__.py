"""One study in one reader's hands."""
