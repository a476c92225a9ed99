"""Import and export of sessions."""
