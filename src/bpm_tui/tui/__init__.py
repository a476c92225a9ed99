"""The app: screens, widgets, commands."""
