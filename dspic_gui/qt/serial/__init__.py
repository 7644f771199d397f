"""The change since the prior study, in the window."""
