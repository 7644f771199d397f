"""The drawing tools: each turns mouse events in raw pixels into one finished gesture."""
