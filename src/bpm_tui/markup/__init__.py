"""Documents in any markup as one tree of blocks, which knows nothing of sessions."""
