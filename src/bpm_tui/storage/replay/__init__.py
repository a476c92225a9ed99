"""A recording, loaded so that it can be played."""
