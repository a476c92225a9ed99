"""The screen that goes through what was imported."""
