"""The words that rules are made of: every form of every verb, who is a person, which language it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict, Field

Tags = frozenset[str]

_VOWELS = "aeiou"
_FORMS = frozenset({"PAST", "DONE", "ING", "ADV", "NUM", "BASE", "S"})
_JOINED = frozenset({"ADV", "OTHER_SENSE"})
_READ = frozenset({"SAY", "REASON", "FUTURE"})
_SHORTEST = 4
_NO_ING = frozenset({
    "something", "nothing", "anything", "everything", "during", "morning", "evening", "string", "spring", "ceiling",
    "according", "including", "regarding", "following", "missing", "building", "warning", "monitoring", "outstanding",
})  # fmt: skip
_MOST_REMEMBERED = 20_000


class People(BaseModel):
    """Who counts as a person; each field is a list of words, separated by blanks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: str = ""
    others: str = ""
    heads: str = ""
    groups: str = ""
    ambiguous: str = ""
    machines: str = ""
    after_machine: str = ""
    tails: str = ""
    small: str = ""
    names: str = ""


class Words(BaseModel):
    """The content of ``coach_words.toml``; words of every class are separated by blanks, `_` stands for a blank."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: dict[str, str] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    people: People = People()
    forms: dict[str, str] = Field(default_factory=dict)
    languages: dict[str, str] = Field(default_factory=dict)

    def with_added(self, other: Words) -> Words:
        """Return these words with those of another file; what has a minus in front there is taken out."""
        people = _joined_lists(self.people.model_dump(), other.people.model_dump())
        sections = {
            name: _joined_lists(getattr(self, name), getattr(other, name)) for name in ("verbs", "words", "languages")
        }
        forms = {
            name: f"{self.forms.get(name, '')}\n{other.forms.get(name, '')}" for name in {*self.forms, *other.forms}
        }
        return Words(people=People(**people), forms=forms, **sections)


def _joined_lists(ours: dict[str, str], others: dict[str, str]) -> dict[str, str]:
    """Return lists of words joined by their names, without those that the others take out."""
    found = dict(ours)
    for name, text in others.items():
        out = {word[1:] for word in text.split() if word.startswith("-") and len(word) > 1}
        words = dict.fromkeys([*ours.get(name, "").split(), *text.split()])
        found[name] = " ".join(
            word for word in words if word not in out and not (word.startswith("-") and word[1:] in out)
        )
    return found


class Lexicon:
    """The words, ready to be looked up: every form of every verb is listed once."""

    def __init__(self, words: Words) -> None:
        self.people = words.people
        self._listed, self.bases = _listed(words)
        self.known: dict[str, Tags] = {}
        """What was looked up before; to be asked first, for speed."""
        self.joined: dict[str, list[tuple[str, ...]]] = {}
        """What is one word to every reader, by its first: "on call lead", "straight away"."""
        self.sayings: dict[tuple[str, str], list[tuple[tuple[str, ...], Tags]]] = {}
        """What stays several words and means something together, by its first two: "a matter of time"."""
        people = words.people
        persons = {
            word for text in (people.heads, people.groups, people.first, people.others) for word in written(text)
        }
        for word, tags in self._listed.items():
            first, *others = word.split(" ")
            if others and (word in persons or not tags.isdisjoint(_JOINED)):
                self.joined.setdefault(first, []).append((first, *others))
            elif others:
                self.sayings.setdefault((first, others[0]), []).append(((first, *others), frozenset(tags)))
        for forms in self.joined.values():
            forms.sort(key=len, reverse=True)
        self.english = frozenset(written(words.languages.get("english", "")))
        self.foreign = frozenset(written(words.languages.get("foreign", ""))) - self.english
        self.always: Tags = _JOINED | _READ
        """The classes that every reader of sentences asks for."""
        self.verbs: Tags = frozenset(words.verbs)
        """The classes of verbs."""
        self.names: Tags = frozenset({*words.verbs, *words.words, *_FORMS})
        """The classes of words that a rule may ask for."""

    def tags(self, low: str) -> Tags:
        """Return all that a word may be: itself, the classes it is in, and what its ending says."""
        found = self.known.get(low)
        if found is None:
            if len(self.known) > _MOST_REMEMBERED:
                self.known.clear()
            found = self.known[low] = frozenset({low, *self._listed.get(low, ()), *_by_ending(low)})
        return found


def _listed(words: Words) -> tuple[dict[str, set[str]], dict[str, str]]:
    """Return the classes and forms of every word in the lists, and the base form of every participle."""
    listed: dict[str, set[str]] = {}
    bases: dict[str, str] = {}
    for name, text in words.words.items():
        for word in written(text):
            listed.setdefault(word, set()).add(name)
    forms = dict(_irregular(words.forms.get("irregular", "")))
    for verb, (pasts, dones) in forms.items():
        bases |= dict.fromkeys(dones, verb)
        _add_forms(listed, verb, pasts, dones, ())
    for name, text in words.verbs.items():
        for verb in written(text):
            pasts, dones = forms.get(verb, ((_past(verb),), (_past(verb),)))
            bases |= dict.fromkeys(dones, verb)
            _add_forms(listed, verb, pasts, dones, (name,))
    for verb in written(words.forms.get("regular", "")):
        _add_forms(listed, verb, *forms.get(verb, ((_past(verb),), (_past(verb),))), ())
    people = words.people
    for text in (people.heads, people.groups, people.first, people.others):
        for word in written(text):
            listed.setdefault(word, set())
    return listed, bases


def written(text: str) -> list[str]:
    """Return the words of a list."""
    return [word.replace("_", " ") for word in text.split()]


def _irregular(text: str) -> Iterator[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
    words = [part for line in text.splitlines() for part in line.split("|")]
    for row in words:
        for place in range(0, len(row.split()) - 2, 3):
            base, past, done = row.split()[place : place + 3]
            yield base, (tuple(past.split("/")), tuple(done.split("/")))


def _add_forms(
    listed: dict[str, set[str]], verb: str, pasts: Iterable[str], dones: Iterable[str], names: Iterable[str]
) -> None:
    forms = [(verb, "base"), (_third(verb), "s"), (_ing(verb), "ing")]
    forms += [(past, "past") for past in pasts] + [(done, "done") for done in dones]
    for form, kind in forms:
        tags = listed.setdefault(form, set())
        tags.update(names)
        tags.update(f"{name}/{kind}" for name in names)
        tags.add({"past": "PAST", "done": "DONE", "ing": "ING", "base": "BASE"}.get(kind, "S"))


def _doubles(verb: str) -> bool:
    syllables = sum(letter in _VOWELS for letter in verb)
    return (
        len(verb) > 2
        and verb[-1] not in "wxyaeiou"
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
        and (syllables == 1)
    )


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if _doubles(verb) else f"{verb}ed"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "o")) else f"{verb}s"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee") and len(verb) > 2:
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if _doubles(verb) else f"{verb}ing"


def _by_ending(low: str) -> Iterator[str]:
    if len(low) < _SHORTEST or not low[0].isalpha():
        if low[:1].isdigit():
            yield "NUM"
        return
    if low.endswith("ed") and not low.endswith("eed"):
        yield from ("PAST", "DONE")
    elif low.endswith("ing") and len(low) > 5 and low not in _NO_ING:
        yield "ING"
    elif low.endswith("ly"):
        yield "ADV"
