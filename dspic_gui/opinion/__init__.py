"""What a network says of a dataset's studies, how good it is there, and the review of its errors."""
