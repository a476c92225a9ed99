"""Pages over the meeting: sessions, palette, help, export, changes, ground rules."""
