"""The page itself, as blocks that any writer can write."""
