"""Documents in any markup as one tree of blocks; knows nothing about sessions."""
