"""Where each bone lies in a view: maps of regions, and masks of lesions, as files and as arrays."""
