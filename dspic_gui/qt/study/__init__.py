"""What the session is made of: how things look, what is open, how it is changed, how another study comes."""
