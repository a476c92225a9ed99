"""Where things are kept: documents, recordings, locks, recovery, settings, content files."""
