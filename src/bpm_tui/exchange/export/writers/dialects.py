"""The Markdown dialects: what is markup in each wiki beyond plain Markdown, and how it is escaped.

A dialect is data. ``backslash``, ``entity`` and ``split`` are regular expressions of what gets a backslash before
each character, is written as an entity, or gets a character without width behind it; all of them hold for the
neutral form, and a dialect only names what it adds. A wiki that looks for mentions in the page it has made, rather
than in the text, sees through backslashes and entities: there only a split helps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bpm_tui.exchange.export.page.blocks import Box

_BOXES: Mapping[Box, str] = {"open": "[ ] ", "done": "[x] ", "dropped": "[x] ", "": ""}
_SIGNS: Mapping[Box, str] = {"open": "☐ ", "done": "☑ ", "dropped": "☒ ", "": ""}


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect; ``title`` is the wiki, as people call it.

    ``start`` is what is kept from acting at the beginning of a line only. ``boxes`` are what stands before something
    to do, ``ending`` what a link to a page beside ends in,
    ``front_matter`` the lines of YAML that a page begins with. ``split`` is left out when mentions may act, and so is
    what ``live`` names.
    """

    name: str
    title: str
    backslash: str = r"(?!)"
    entity: str = r"(?!)"
    split: str = r"(?!)"
    live: str = r"(?!)"
    start: str = r"(?!)"
    boxes: Mapping[Box, str] = field(default_factory=lambda: _BOXES)
    front_matter: tuple[str, ...] = ()
    ending: str = ".md"


_PROPERTIES = ("aliases: [{title}]", "tags: [postmortem]")
_MKDOCS_START = r"#|[!?]{3}|={3}|/{3}|:(?=\s)"
"""A heading needs no space there; boxes, tabs and blocks of common extensions begin so."""

_ALL = (
    Dialect("neutral", "any wiki", start="#"),
    Dialect("github", "GitHub", split=r"#(?=\d)|(?<![A-Za-z0-9])(?i:GH)-(?=\d)", backslash=r"\$"),
    Dialect(
        "gitlab",
        "GitLab",
        backslash=r'[!$%&^~](?=["\w])|~|\$|%(?=\{)|\{(?=[+\-])|:(?=:)',
        split=r"(?<![A-Za-z0-9])(?i:GL)-(?=\d)",
        boxes={**_BOXES, "dropped": "[~] "},
        live=r"[!%&~](?=\d)",
    ),
    Dialect("azure", "Azure DevOps wiki", entity=r"\|", backslash=r"\$", start=":(?=::)"),
    Dialect(
        "techdocs",
        "Backstage TechDocs",
        backslash=r"[{}^~]|:(?=[\w+\-])|\((?=(?i:c|r|tm)\))|-(?=->)|\+(?=[+/])|-(?=-)",
        entity=r"=(?=[=/])|(?<==)=|/(?=[-=\do])|(?<=[+=])/",
        start=_MKDOCS_START,
    ),
    Dialect("mkdocs", "MkDocs", backslash=r"[{}]", start=_MKDOCS_START, boxes=_SIGNS),
    Dialect(
        "wikijs",
        "Wiki.js",
        backslash=r"[~^$]",
        split=r"\{(?=[.#:\w])",
        front_matter=("title: {title}", "tags: postmortem"),
        ending="",
    ),
    Dialect("obsidian", "Obsidian", backslash=r"[~^$]|=(?==)|(?<==)=|%(?=%)|(?<=%)%", front_matter=_PROPERTIES),
    Dialect("notion", "Notion", backslash=r"[~^$<>{}]|&(?=#?\w+;)"),
)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in _ALL}
