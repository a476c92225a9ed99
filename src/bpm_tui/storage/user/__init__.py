"""The user's own files: settings, themes, content, and where they are."""
