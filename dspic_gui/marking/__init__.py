"""What a hand does to marks: drawing, reshaping, coding, hot spots."""
