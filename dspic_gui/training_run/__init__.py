"""What a training is, without Keras: its options, its folder, its course."""
