"""``python -m bpm_tui`` is ``bpm``."""

from bpm_tui.cli.main import main

main()
