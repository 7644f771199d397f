"""The mode in which what the readers said is laid over each other, and what the vote left open is settled."""
