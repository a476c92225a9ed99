"""Moments: parsed, shown, and converted to a zone."""
