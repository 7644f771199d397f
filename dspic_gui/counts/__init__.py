"""What is done with counts and no reader: the 8-bit picture, the display window, colours, regions of interest."""
