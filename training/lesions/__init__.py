"""Training of the network that finds lesions: from masks and region maps, not from one word a scan."""
