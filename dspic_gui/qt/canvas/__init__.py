"""One view on the screen: its camera, its marks, its tools."""
