"""The networks of the paper in Keras 3. Nothing outside this package and `training/` imports Keras."""

import logging
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
# Several networks in one process are meant; TensorFlow warns of every one that it traces anew.
logging.getLogger("tensorflow").setLevel(logging.ERROR)
