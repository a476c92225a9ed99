"""A stylesheet that parses each source once: Textual's own parses all of them again for every screen and theme set."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, which keeps what it parsed until a variable changes."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the CSS variables; what was parsed with the same ones stays."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what is not parsed yet; a mistake in it leaves the rules as they were.

        Raises:
            StylesheetParseError: a source has a mistake.
        """
        self.parse()
