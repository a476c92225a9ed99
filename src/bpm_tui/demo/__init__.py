"""The finished sample session of ``bpm demo``: ``demo.toml`` and its recording, made by ``tools/make_demo.py``."""
