"""The folder of sessions: list, find, check, rename, forget."""
