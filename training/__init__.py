"""Learning from readings: simulated scans, the paper's networks, training and scores (needs the extra `training`)."""
