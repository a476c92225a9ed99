"""The two files of one session: opened, written, followed and reconciled."""
