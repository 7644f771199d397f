"""Pages of figures: agreement, statistics, scores."""
