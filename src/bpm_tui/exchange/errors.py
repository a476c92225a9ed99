"""The one base of what goes wrong when a session comes in or goes out."""

from __future__ import annotations


class ExchangeError(ValueError):
    """Something cannot be brought in or sent out as asked; the message is for the person who asked."""
