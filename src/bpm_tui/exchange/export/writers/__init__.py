"""One writer for each kind of output."""
