"""The library: what can be asked of all the sessions of a folder."""
