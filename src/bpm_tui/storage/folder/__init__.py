"""The folder of sessions: listed, searched, checked and tidied."""
