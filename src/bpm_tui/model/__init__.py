"""What a session is: values, moments, the quick-entry grammar, edits and their inverses.

Pure: no I/O, no clock, no randomness. Ids and times come from the caller.
"""
