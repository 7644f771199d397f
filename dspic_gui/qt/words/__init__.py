"""What the window says of values that it shows."""
