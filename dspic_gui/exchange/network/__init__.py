"""What opens a network connection: imported only when a user queries, receives or sends."""
