"""The translators' files, and which of them the user wants."""
