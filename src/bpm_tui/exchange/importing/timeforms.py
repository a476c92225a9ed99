"""The forms of a written time: dates, clock times and what stands around them, as regular expressions."""

from __future__ import annotations

import re

_MONTHS = {
    **dict.fromkeys(("jan", "january", "januar"), 1),
    **dict.fromkeys(("feb", "february", "februar"), 2),
    **dict.fromkeys(("mar", "march", "märz", "marts"), 3),
    **dict.fromkeys(("apr", "april"), 4),
    **dict.fromkeys(("may", "mai", "maj"), 5),
    **dict.fromkeys(("jun", "june", "juni"), 6),
    **dict.fromkeys(("jul", "july", "juli"), 7),
    **dict.fromkeys(("aug", "august"), 8),
    **dict.fromkeys(("sep", "sept", "september"), 9),
    **dict.fromkeys(("oct", "october", "okt", "oktober"), 10),
    **dict.fromkeys(("nov", "november"), 11),
    **dict.fromkeys(("dec", "december", "dez", "dezember"), 12),
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20|21)\d\d)(?!\d|:\d))?"
_CLOCK_FOLLOWS = r"(?=[\sT,]+(?:~|ca\.?\s*|at\s+)?[\d?xX]{1,2}:)"

WEEKDAY = re.compile(
    r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?(?!\s+(?:to|and|morning)\b)",
    re.IGNORECASE,
)
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4,5})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>(?:19|20|21)\d\d)(?P<sign>[/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        r"(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)(?![\d:])",
        rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-](?:of\s+)?{_MONTH}(?:-(?P<year2>\d{{4}}))?{_YEAR}",
        rf"(?P<month>\d\d)-(?P<day>\d\d){_CLOCK_FOLLOWS}",
        rf"(?P<first>\d{{1,2}})(?P<sign>[/.])(?P<second>\d{{1,2}})\.?{_CLOCK_FOLLOWS}",
    )
)
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?::|[hH](?=\d\d))(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?![\d:]\d|\d)"
    r"(?:(?P<half1>[ap])(?![\w'])|\s?(?P<half2>[ap])\.?m\b\.?)?|\s?(?P<half3>[ap])\.?m\b\.?)(?!%)",
    re.IGNORECASE,
)
DOTTED = re.compile(
    r"(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d%]|\.\d)(?:\s?(?P<half2>[ap])\.?m\b\.?)?", re.IGNORECASE
)
COMPACT = re.compile(r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?P<second>)(?=Z?(?:$|[\s:;,)\]|–—-]|ish\b))")
UNSURE = re.compile(
    r"(?P<hour>\d{1,2}|\d[xX?]|[xX?]{1,2}|--|[hH]{2})\s?:\s?(?P<minute>\?{1,2}|[xX]{2}|--|__|[mM]{2}|\d[?xX])(?![\w:])"
)
UNKNOWN = re.compile(r"(?:\?{1,3}|n/a|unknown|tbd|tba|[xX]{1,2}|-{1,2})(?=$|[\s:,\])])", re.IGNORECASE)
NOON = re.compile(r"(?:12 )?(?:noon|midday)\b", re.IGNORECASE)
O_CLOCK = re.compile(r"\s?(?:Uhr|hrs?|hours|h)\b(?!-)")

LEAD = re.compile(
    r"(?P<word>~|≈|±|ca\b\.?|c\.|circa\b|approx(?:imately)?\b\.?|about\b|around\b|roughly\b|est\.|estimated\b|before\b"
    r"|after\b|by\b|since\b|from\b|between\b|on\b|at\b|kl\b\.?|um\b|time\s*:|date\s*:)\s*",
    re.IGNORECASE,
)
ABOUT = frozenset(
    ("~", "≈", "±", "ca", "c", "circa", "approx", "approximately", "about", "around", "roughly", "est", "estimated")
)
BETWEEN = re.compile(r"(?:,|\s+at|\s+@|\s*[-–—|@])?\s+(?:at\s+)?|T(?=\d)|,", re.IGNORECASE)
"""What may stand between a date and its clock time."""
TO = re.compile(r"\s*(?:-{1,2}>?|–|—|→|\.\.\.?)\s*|\s+(?:to|until|till|and|through)\s+", re.IGNORECASE)
OTHER_ZONE = re.compile(r"\s*(?P<open>[/|,=]|\()\s*")
DOUBT = re.compile(
    r"\s?\((?P<said>[^()]{0,60}?(?:maybe|perhaps|not sure|unsure|approx|roughly|estimat|exact|earlier|later|\?|unknown"
    r"|around|about|or so)[^()]{0,60})\)|\s?\?(?!\w)|-?ish\b|\s?\((?:ca|~)\.?\)",
    re.IGNORECASE,
)
NEXT_DAY = re.compile(r"\s?\(?(?:\+1(?:\s?d(?:ay)?)?|next day|the next day|following day)\)?(?![\w:])", re.IGNORECASE)
ENDS = re.compile(r"$|[\s:;,.\-–—|)\]/>=→]")
"""What may follow a time."""


def month_of(word: str) -> int:
    """Return the number of a month that is written as a number or a name."""
    return int(word) if word.isdecimal() else _MONTHS[word.casefold()]


def weekday_of(word: str) -> int:
    """Return the number of a weekday from its first letters, Monday being 0."""
    return _WEEKDAYS.index(word[:3].casefold())
