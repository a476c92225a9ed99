"""The finished sample session that ``bpm demo`` opens: ``demo.toml`` and its recording, made by ``tools/make_demo.py``."""
