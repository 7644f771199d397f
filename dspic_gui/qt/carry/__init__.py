"""What leaves the window: pictures of the views, and the report of a study on one page."""
