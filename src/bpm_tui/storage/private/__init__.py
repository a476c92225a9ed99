"""What lives in the state folder and is never part of a session."""
