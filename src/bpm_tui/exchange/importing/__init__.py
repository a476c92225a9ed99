"""Imports what an incident left behind: files of many formats, read as items for the inbox."""
