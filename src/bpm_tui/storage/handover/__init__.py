"""What one bpm hands over to another that has the session open: lines, and changes."""
