"""The library screen: every session of the folder, searched as one types."""
