"""Two versions of one session, merged into one."""
