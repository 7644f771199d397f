"""What makes the pictures, tables and texts of this repository; nothing of it is installed."""
