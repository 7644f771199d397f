"""What the study lead designs: hidden repeats, the order of the cases, a course, and how its readers learn."""
