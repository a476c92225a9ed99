"""The forms of a written time: dates, clock times and what stands around them, as regular expressions."""

from __future__ import annotations

import re

from bpm_tui.model.times.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS, any_of

_MONTH = rf"(?P<month>{any_of(MONTH_NUMBERS)})\b\.?"
_YEAR = r"(?:,?\s+(?:(?:de\s+)?(?P<year>(?:19|20|21)\d\d)(?!\d|:\d)|['’](?P<year3>\d\d)(?!\d)))?"
_CLOCK_FOLLOWS = r"(?=[\sT,]+(?:~|ca\.?\s*|at\s+)?[\d?xX]{1,2}:)"

WEEKDAY = re.compile(
    rf"(?P<weekday>{any_of(WEEKDAY_NUMBERS)})\b\.?(?!\s+(?:to|and|morning)\b)",
    re.IGNORECASE,
)
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4,5})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>(?:19|20|21)\d\d)(?P<sign>[/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        r"(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)(?![\d:])",
        rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d){_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?[\s-](?:(?:of|de)\s+)?{_MONTH}(?:-(?P<year2>\d{{4}}))?{_YEAR}",
        rf"(?P<month>\d\d)-(?P<day>\d\d){_CLOCK_FOLLOWS}",
        rf"(?P<first>\d{{1,2}})(?P<sign>[/.])(?P<second>\d{{1,2}})\.?{_CLOCK_FOLLOWS}",
    )
)
_HALF = r"\s?(?:(?P<{0}>[ap])\.?\s?m\b\.?|(?P<{0}_el>[πμµ])\.?\s?[μµ]\b\.?)"
EARLY_AND_LATE = {
    **dict.fromkeys(("上午", "凌晨", "早上", "午前", "오전"), "a"),
    **dict.fromkeys(("下午", "晚上", "午後", "오후"), "p"),
}
"""Halves of the day that are said before the hour."""
CLOCK = re.compile(
    rf"(?:(?P<said>{any_of(EARLY_AND_LATE)})\s?)?"
    r"(?P<hour>\d{1,2})(?:(?::|\s?[hH]\s?(?=\d\d\b)|[hH](?=\d\d)|\s?Uhr\s(?=\d\d\b))(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?![\d:]\d|\d)(?:\s?min\b\.?)?"
    rf"(?:(?P<half1>[ap])(?![\w'])|{_HALF.format('half2')})?|{_HALF.format('half3')})(?!%)",
    re.IGNORECASE,
)
HOUR = re.compile(r"(?P<hour>\d{1,2})(?:\s?Uhr\b|\s?[hH](?=\s?(?:[:,–—-]|$)))(?!\s?\d)")
"""An hour that is called one, without its minutes."""
DOTTED = re.compile(
    rf"(?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d)(?![\d%]|\.\d|\s?(?:hours?|minutes?|days?)\b)(?:{_HALF.format('half2')})?",
    re.IGNORECASE,
)
COMPACT = re.compile(r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?P<second>)(?=Z?(?:$|[\s:;,)\]|–—-]|ish\b))")
UNSURE = re.compile(
    r"(?P<hour>\d{1,2}|\d[xX?]|[xX?]{1,2}|--|[hH]{2})\s?:\s?(?P<minute>\?{1,2}|[xX]{2}|--|__|[mM]{2}|\d[?xX])(?![\w:])"
)
UNKNOWN = re.compile(r"(?:\?{1,3}|n/a|unknown|tbd|tba|[xX]{1,2}|-{1,2})(?=$|[\s:,\])])", re.IGNORECASE)
NOON = re.compile(r"(?:12 )?(?:(?P<night>midnight|minuit|mitternacht)|noon|midday|midi|mittags?)\b", re.IGNORECASE)
O_CLOCK = re.compile(r"\s?(?:Uhr|heures|hrs?|hours|h)\b(?!-)")

LEAD = re.compile(
    r"(?P<word>~|≈|±|ca\b\.?|c\.|circa\b|approx(?:imately)?\b\.?|about\b|around\b|roughly\b|est\.|estimated\b|before\b"
    r"|after\b|by\b|since\b|from\b|between\b|on\b|at\b|kl\b\.?|um\b|gegen\b|etwa\b|ungefähr\b|vers\b|environ\b|am\b|à\b|le\b|el\b|time\s*:|date\s*:)\s*",
    re.IGNORECASE,
)
DAY_BEFORE_CLOCK = re.compile(
    r"(?:the\s+)?(?:next|following)\s+(?:day|morning)(?:,|\s*[-–—])?\s+(?:at\s+)?(?=[~\d])", re.IGNORECASE
)
"""Says that the clock time after it is on the day after the one before."""
NUMBERED_DAY = re.compile(r"\W*day\s*(?P<number>[1-9]\d?)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"(?:T0?\s?(?P<sign>[+−–-])\s?(?:(?P<hh>\d{1,3}):(?P<mm>\d\d)(?::(?P<ss>\d\d))?"
    r"|(?=\d)(?:(?P<d>\d+)\s?d(?:ays?)?\s?)?(?:(?P<h>\d+)\s?h(?:(?:ou)?rs?)?\s?)?"
    r"(?:(?P<m>\d+)\s?m(?:in(?:ute)?s?)?\s?)?(?:(?P<s>\d+)\s?s(?:ec(?:ond)?s?)?)?(?<=[a-z])|(?P<n>\d{1,4})(?![:.]\d))(?!\w)|T0\b)(?!\s*(?:=|is\b|was\b))"
)
"""A time that is counted from a moment called T: ``T+12m``, ``T-1h05m``, ``T+00:12``."""
MOMENT_T = re.compile(r"\bT(?:\s?[+-]?\s?0\s*(?:is\b|was\b|=|:|at\b|\()|\s*(?:is\b|was\b|=))\s*(?:at\s+)?(?=[\w*`])")
ABOUT = frozenset(
    (
        *("~", "≈", "±", "ca", "c", "circa", "approx", "approximately", "about", "around", "roughly"),
        *("est", "estimated", "gegen", "etwa", "ungefähr", "vers", "environ"),
    )
)
BETWEEN = re.compile(
    r"(?:,|\s+at|\s+@|\s*[-–—|@:])?\s+(?:(?:at|à|um|kl\.?|(?P<span>from|between))\s+)?|T(?=\d)|/(?=\d\d?:)|,",
    re.IGNORECASE,
)
"""What may stand between a date and its clock time."""
TO = re.compile(r"\s*(?:-{1,2}>?|–|—|→|\.\.\.?)\s*|\s+(?:to|until|till|and|through)\s+", re.IGNORECASE)
OTHER_ZONE = re.compile(r"\s*(?P<open>[/|,=]|\()\s*")
SPAN = frozenset(("between", "from", "since", "until"))
"""Words before a time that begin a sentence about what went on for a while."""
GOES_ON = re.compile(r"\s+(?:and|until|till|to|through|onwards?)\b", re.IGNORECASE)
SEPARATOR = re.compile(r"[\s*_`)\]]*(?:[:–—|→]|-+>?\s|=>)")
DOUBT = re.compile(
    r"\s?\((?P<said>[^()]{0,60}?(?:maybe|perhaps|not sure|unsure|approx|roughly|estimat|exact|earlier|later|\?|unknown"
    r"|around|about|or so)[^()]{0,60})\)|\s?\?(?!\w)|\+(?!\S)|-?ish\b|\s?\((?:ca|~)\.?\)",
    re.IGNORECASE,
)
NEXT_DAY = re.compile(r"\s?\(?(?:\+1(?:\s?d(?:ay)?)?|next day|the next day|following day)\)?(?![\w:])", re.IGNORECASE)
ENDS = re.compile(r"$|[\s:;,.\-–—|)\]/>=→]")
"""What may follow a time."""


def month_of(word: str) -> int:
    """Return the number of a month that is written as a number or a name."""
    return int(word) if word.isdecimal() else MONTH_NUMBERS[word.casefold()]


def weekday_of(word: str) -> int:
    """Return the number of a weekday from its name, Monday being 0."""
    return WEEKDAY_NUMBERS[word.casefold()]


def is_month(word: str) -> bool:
    """Say whether a word is the name of a month."""
    return word.casefold() in MONTH_NUMBERS


def begins_of_months() -> str:
    """Return, as an expression, the letters that names of months begin with."""
    return "|".join(sorted({name[:3] for name in MONTH_NUMBERS}))
