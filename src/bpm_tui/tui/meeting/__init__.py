"""The meeting screen, and that of whoever follows."""
