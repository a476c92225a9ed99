"""Moments: read, shown, and put into a zone."""
