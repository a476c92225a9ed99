"""The quick-entry grammar."""
