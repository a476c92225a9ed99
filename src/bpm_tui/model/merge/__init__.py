"""Two versions of one session made into one."""
