"""The formats a page is written in."""
