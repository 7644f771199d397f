"""What the readers' sealed answers add up to: the vote's files, what a person settles, and how far readers agree."""
