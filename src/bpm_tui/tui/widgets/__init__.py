"""Widgets: they show the lines they are given and post messages; none of them changes a session."""
