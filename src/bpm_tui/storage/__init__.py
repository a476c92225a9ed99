"""Where things live: documents, recordings, locks, recovery, config, content files, the library."""
