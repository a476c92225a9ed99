"""Reading back a page that bpm wrote."""
