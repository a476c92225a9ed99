"""The contrast of two colours, by the formula of WCAG 2; colours are written ``#rrggbb``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

Role = TypeVar("Role", bound=str)

READABLE = 4.5
"""The least contrast of a pair, by the formula of WCAG 2."""

READABLE_FROM_AFAR = 7.0
"""The least contrast of a pair in a projector's theme."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Weak(NamedTuple, Generic[Role]):
    """A text and its background that are hard to tell apart, with their contrast."""

    ink: Role
    ground: Role
    contrast: float


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 (the same) to 21 (black and white).

    Raises:
        ValueError: a colour is not written ``#rrggbb``.
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def weak_pairs(colors: Mapping[Role, str], pairs: Iterable[tuple[Role, Role]], least: float) -> list[Weak[Role]]:
    """Return the pairs of text and background with less contrast than ``least``.

    Raises:
        ValueError: a colour is not written ``#rrggbb``.
    """
    found = (Weak(ink, ground, contrast(colors[ink], colors[ground])) for ink, ground in pairs)
    return [pair for pair in found if pair.contrast < least]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 (black) to 1 (white).

    Raises:
        ValueError: the colour is not written ``#rrggbb``.
    """
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, float, float]:
    """Return the red, green and blue light of a colour, each from 0 to 1.

    Raises:
        ValueError: the colour is not written ``#rrggbb``.
    """
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"not a colour written #rrggbb: {colour!r}")
    red, green, blue = (_light(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _light(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
