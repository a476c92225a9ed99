"""Merging the files of one session from two machines."""
