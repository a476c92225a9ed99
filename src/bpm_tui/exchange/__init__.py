"""How a session comes in and goes out."""
