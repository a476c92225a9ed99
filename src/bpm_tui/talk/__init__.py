"""The meeting as question and answer, in ordinary scrollback."""
