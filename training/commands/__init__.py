"""The commands that need Keras: train and paper."""
