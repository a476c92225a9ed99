"""The base class of errors when a session is imported or exported."""

from __future__ import annotations


class ExchangeError(ValueError):
    """Something cannot be imported or exported as asked; the message is for the person who asked."""
