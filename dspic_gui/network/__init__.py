"""The networks of the paper in Keras 3. Nothing outside this package and `training/` imports Keras."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
