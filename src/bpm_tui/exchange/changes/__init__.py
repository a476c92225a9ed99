"""What changed between two versions of a session, and the pages that say so."""
