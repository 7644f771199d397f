"""The panels of the reading room: each shows the session and asks it, and knows no other panel."""
