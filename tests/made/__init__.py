"""What tests make: datasets, odd files, readings."""
