"""Our own pages, read back as sessions."""
