"""Timelines in documents: blocks, tables, lists and paragraphs."""
