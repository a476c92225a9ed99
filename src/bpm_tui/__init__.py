"""bpm-tui: lead a blameless postmortem in the terminal."""

__version__ = "0.1.0.dev0"
