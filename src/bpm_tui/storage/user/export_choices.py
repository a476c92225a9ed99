"""The choices of an export by name, for settings and commands, without loading what writes one."""

from __future__ import annotations

from collections.abc import Mapping

WIKIS = ("neutral", "github", "gitlab", "azure", "techdocs", "mkdocs", "wikijs", "obsidian", "notion")
"""The dialects of Markdown."""
FORMATS: Mapping[str, str] = {
    "markdown": ".md",
    "html": ".html",
    "confluence": ".xml",
    "mediawiki": ".wiki",
    "json": ".json",
    "csv": ".csv",
}
"""The formats, and what their files end in."""
NAMES = ("typed", "roles", "none")
LANES = ("both", "known", "none")
PARTS = ("all", "timeline", "follow-ups")
