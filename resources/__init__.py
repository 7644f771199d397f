"""Files that ship with the program: the code book, icons, styles, the network and the demo dataset."""
