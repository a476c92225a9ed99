"""The entry line as a widget."""
