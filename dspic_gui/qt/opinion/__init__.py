"""What the network says of a study, shown beside it: probabilities, where it looked, and what it would say without a region."""
