"""Who is named in a text: an ``@handle``, or a name where only a person fits. Pure functions of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HANDLE = re.compile(r"(?<![\w.@/])@(\w[\w.-]*\w|\w)")
_EVERYBODY = frozenset({"here", "channel", "everyone", "all", "room", "team", "oncall", "on-call"})
_NAME = r"(?P<name>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?)"
_SAID_TO = re.compile(rf"\b(?:asked|told|called|paged|pinged|phoned|woke|messaged|thanked|thanks to|cc)\s+{_NAME}")
_SAYS = re.compile(
    r"(?<![\w'’@])(?P<name>[^\W\d_][\w'’-]+)\s+(?:said|says|asked|told|thought|thinks|noticed|knew|wondered|suggested|joined"
    r"|agreed|believed|felt|remembered|proposed|decided|explained|replied|answered|called|paged)\b"
)
_NO_PERSON = frozenset((
    "a", "alert", "alertmanager", "an", "and", "another", "ansible", "anybody", "anyone", "argo", "aws", "azure",
    "bot", "both", "but", "cloudflare", "consul", "cron", "customer", "customers", "dashboard", "database", "datadog",
    "dba", "deploy", "developer", "developers", "docker", "each", "elastic", "engineer", "engineers", "everybody",
    "everyone", "finally", "github", "gitlab", "google", "grafana", "he", "healthcheck", "i", "it", "jenkins",
    "kafka", "kubernetes", "later", "management", "manager", "many", "monitor", "monitoring", "most", "mysql",
    "nagios", "nginx", "nobody", "none", "one", "operator", "operators", "opsgenie", "our", "pager", "pagerduty",
    "people", "postgres", "prometheus", "provider", "rabbitmq", "redis", "scheduler", "sentry", "several", "she",
    "slack", "some", "somebody", "someone", "statuspage", "terraform", "that", "the", "their", "then", "they", "this",
    "two", "user", "users", "vault", "vendor", "we", "what", "when", "which", "who", "you", "zabbix",
))  # fmt: skip
"""Words with a capital that stand where names do, and programs that act."""
_MOST_WORDS = 3


def handles(text: str) -> Iterator[str]:
    """Yield the handles in a text, without their ``@``; those that mean everybody are left out."""
    for found in _HANDLE.finditer(text):
        if found[1].casefold() not in _EVERYBODY:
            yield found[1]


def told_of(text: str) -> Iterator[str]:
    """Yield the names of those who, by a text, said something or were spoken to."""
    for pattern in (_SAID_TO, _SAYS):
        for found in pattern.finditer(text):
            words = found["name"].removesuffix("'s").removesuffix("’s").split()
            if len(words) == 2 and not seems_person(words[1]):
                del words[1]
            if name := " ".join(words):
                yield from [name] if seems_person(name) else []


def seems_person(actor: str) -> bool:
    """Say whether an actor is likely to be a person: a handle, or words written like names."""
    if actor.startswith("@"):
        return actor[1:].casefold() not in _EVERYBODY
    words = actor.split()
    return 0 < len(words) <= _MOST_WORDS and all(map(_is_name, words))


def _is_name(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("’", "").rstrip(".")
    if not letters.isalpha() or not letters[0].isupper() or word.casefold() in _NO_PERSON:
        return False
    return len(letters) == 1 or not letters.isupper()
