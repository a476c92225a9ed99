"""From a finding to something of use: the sentence around it, and a past that did not happen as something to do."""

from __future__ import annotations

from collections.abc import Sequence

from bpm_tui.facilitation.coach.engine import Coach
from bpm_tui.facilitation.coach.lexicon import Lexicon
from bpm_tui.facilitation.coach.people import Who
from bpm_tui.facilitation.coach.sentence import Sentence
from bpm_tui.facilitation.coach.text import Token, sentences

_MODALS = frozenset({"should", "could", "would", "ought", "might", "shoulda"})
_RANKS = frozenset({"better", "smarter", "wiser", "safer", "proper", "right", "sensible", "easier"})
_UNTURNED = frozenset({"otherwise", "and", "nobody", "it", "none", "had", "without"})
"""Where one of these stands before the verb, its subject is not who would do it."""
_CLOSERS = ".!?… "
_SILENT = frozenset({"ced", "ged", "ved", "zed"})
_TENSES = frozenset({"ated", "ised", "ized", "ired", "ured", "uced", "ined", "osed", "used", "ased", "oved", "ived"})


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return from where to where the sentence goes that holds the characters from ``start`` to ``end``."""
    for tokens in sentences(text):
        if tokens[0].start <= start and end <= tokens[-1].end:
            return tokens[0].start, tokens[-1].end
    return 0, len(text)


def without(text: str, start: int, end: int) -> str:
    """Return a text without the characters from ``start`` to ``end``, and without the gap they leave."""
    return " ".join(part for part in (text[:start].rstrip(), text[end:].lstrip()) if part)


def as_follow_up(coach: Coach, text: str, start: int, end: int) -> str:
    """Return the sentence around a finding as something to do, for editing: "should have alerted" becomes "alert".

    What cannot be turned stays as it is said.
    """
    first, last = sentence_around(text, start, end)
    said = text[first:last]
    tokens = next(sentences(said), [])
    if any(token.low == "if" for token in tokens):
        made = _from_condition(coach, said, tokens)
    else:
        made = _from_ranking(said, tokens) or _from_modal(coach, said, tokens)
    return made or said.strip(_CLOSERS)


def _from_ranking(said: str, tokens: list[Token]) -> str:
    """Turn ``it would have been better to drain the node`` into ``drain the node``."""
    lows = [token.low for token in tokens]
    if not _RANKS.isdisjoint(lows) and "to" in lows and lows.index("to") + 1 < len(lows):
        return said[tokens[lows.index("to") + 1].start :].strip(_CLOSERS)
    return ""


def _from_modal(coach: Coach, said: str, tokens: list[Token]) -> str:
    """Turn ``we should have tested it`` into ``test it``, ``the change should have been tested`` into the same."""
    lows = [token.low for token in tokens]
    for place, low in enumerate(lows):
        if low not in _MODALS or "have" not in lows[place : place + 4]:
            continue
        have = lows.index("have", place)
        verb = next((at for at in range(have + 1, len(lows)) if "DONE" in coach.words.tags(lows[at])), len(lows))
        if verb == len(lows):
            return ""
        subject = said[: tokens[place].start].strip() if place else ""
        return _wish(
            coach, subject, tokens, verb, said, negative="not" in lows[place:verb] or "never" in lows[place:verb]
        )
    return ""


def _wish(coach: Coach, subject: str, tokens: list[Token], verb: int, said: str, *, negative: bool) -> str:
    lows = [token.low for token in tokens]
    rest = said[tokens[verb].end :].strip(_CLOSERS)
    if lows[verb] == "been" and verb + 1 < len(lows) and "DONE" in coach.words.tags(lows[verb + 1]):
        rest = " ".join(filter(None, (_lower_first(subject), said[tokens[verb + 1].end :].strip(_CLOSERS))))
        subject, verb = "", verb + 1
    base = base_of(coach.words, lows[verb])
    if not _UNTURNED.isdisjoint(lows[:verb]):
        return ""
    if subject and not _is_person(coach, subject):
        return f"have {_lower_first(subject)} {'not ' if negative else ''}{base} {rest}".strip()
    return f"{'do not ' if negative else ''}{base} {rest}".strip()


def _from_condition(coach: Coach, said: str, tokens: list[Token]) -> str:
    """Turn ``if we had kept the flag, …`` into ``keep the flag``."""
    lows = [token.low for token in tokens]
    if "if" not in lows:
        return ""
    start = lows.index("if")
    stop = lows.index(",", start) if "," in lows[start:] else len(lows)
    had = next((at for at in range(start, stop) if lows[at] in ("had", "'d")), stop)
    verb = next((at for at in range(had, stop) if "DONE" in coach.words.tags(lows[at]) and at > had), stop)
    subject = said[tokens[start].end : tokens[had].start].strip() if had < stop else ""
    if verb == stop or not _is_person(coach, subject):
        return ""
    end = tokens[stop].start if stop < len(tokens) else len(said)
    return f"{base_of(coach.words, lows[verb])} {said[tokens[verb].end : end].strip(_CLOSERS)}".strip()


def base_of(words: Lexicon, done: str) -> str:
    """Return a verb as it is called, from its participle; of one that is not listed, the likely form."""
    if known := words.bases.get(done):
        return known
    if not done.endswith("ed"):
        return done
    if done.endswith("ied"):
        return f"{done[:-3]}y"
    if len(done) > 5 and done[-3] == done[-4] and done[-3] not in "lsfz":
        return done[:-3]
    silent = done[-4:] in _TENSES or done[-3:] in _SILENT or (done[-3:] == "led" and done[-4:-3] not in "aeioul")
    return done[:-1] if silent else done[:-2]


def _is_person(coach: Coach, subject: str) -> bool:
    tokens: Sequence[Token] = next(sentences(subject), [])
    if not tokens:
        return True
    found = Sentence(tokens, coach.words, Who(coach.words))
    return len(found.tokens) in found.ends


def _lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if (first.istitle() and len(first) > 1) or first == "A" else text
