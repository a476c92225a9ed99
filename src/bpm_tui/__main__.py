"""``python -m bpm_tui`` is ``bpm``."""

from bpm_tui.cli import main

main()
