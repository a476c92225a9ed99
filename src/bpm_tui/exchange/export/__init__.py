"""A session as a page for the wiki, or as data."""
