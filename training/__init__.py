"""Learning from readings: simulated scans, the paper's networks, training and scores (needs the extra `training`)."""

import os

# The networks are Keras' own; loss, devices and export are TensorFlow's, whatever the user's Keras prefers elsewhere.
os.environ["KERAS_BACKEND"] = "tensorflow"
