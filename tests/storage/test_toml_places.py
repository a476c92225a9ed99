from __future__ import annotations

from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.storage.disk.toml_places import Step, locate, place_at

TEXT = '''# A comment = not a key
format = 1
"odd key" = "a = b # c"
long = """
first = 1
"quoted" = 2 \\""" still inside
"""
dotted.inner = 3

[incident]
id = "INC-1"
services = ["web", # the "front"
  "queue"]
where = { room = "blue", seats = [1, 2] }

[[entries]]
id = "k3f9a2"
what = 'it = "broke"'

  [[entries.notes]]
  id = "n00001"
  kind = "known"

[[entries]]
id = "m00002"

[entries.more]
deep.er = 1

[[entries.notes]]
id = "n00002"
kind = "guessed"
'''


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("format",), 2, 1),
        (("odd key",), 3, 1),
        (("dotted", "inner"), 8, 1),
        (("incident",), 10, 1),
        (("incident", "services"), 12, 1),
        (("incident", "services", 0), 12, 13),
        (("incident", "services", 1), 13, 3),
        (("incident", "where", "seats"), 14, 26),
        (("incident", "where", "seats", 1), 14, 38),
        (("entries",), 16, 1),
        (("entries", 0, "what"), 18, 1),
        (("entries", 0, "notes", 0, "kind"), 22, 3),
        (("entries", 1), 24, 1),
        (("entries", 1, "more", "deep", "er"), 28, 1),
        (("entries", 1, "notes", 0, "kind"), 32, 1),
        (("entries", "m00002", "notes", "n00002", "kind"), 32, 1),
    ],
)
def test_a_key_is_found_where_it_stands(path: tuple[Step, ...], line: int, column: int) -> None:
    assert tomli.loads(TEXT)
    assert locate(TEXT, path) == (line, column)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("incident", "severity"), 10),
        (("entries", 1, "notes", 7, "kind"), 30),
        (("entries", 1, "notes", 0, "text", "str"), 30),
        (("entries", "nobody", "what"), 16),
        (("nothing",), 1),
        (("format", "int"), 2),
    ],
)
def test_a_missing_key_gives_what_encloses_it(path: tuple[Step, ...], line: int) -> None:
    assert locate(TEXT, path).line == line


def test_lines_end_with_a_line_feed_alone() -> None:
    assert locate('a = "\u2028x"\r\nb = 2\r\n', ("b",)) == (2, 1)


def test_the_offset_after_the_end_of_a_line_begins_the_next() -> None:
    assert place_at("ab\ncd", 3) == (2, 1)
    assert place_at("ab\ncd", 2) == (1, 3)


@given(st.text(alphabet="[]{}=.,\"'#\\ab1 \n", max_size=60), st.text("ab", min_size=1, max_size=1))
def test_no_text_is_too_broken_to_be_searched(text: str, key: str) -> None:
    line, column = locate(text, (key, 0, key))
    assert 1 <= line <= text.count("\n") + 1
    assert column >= 1


KEYS = st.text("ab.\"' ", max_size=4)
VALUES = st.recursive(
    st.integers() | st.text("a\"'\\[]{}=#,\n", max_size=8) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
def test_every_key_of_any_toml_is_found_on_a_line_that_names_it(data: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(data, multiline_strings=multiline)
    lines = text.split("\n")
    for path in _key_paths(tomli.loads(text), ()):
        line, column = locate(text, path)
        assert _names(lines[line - 1][column - 1 :], str(path[-1])), (path, line, column, text)


def _key_paths(data: Any, path: tuple[Step, ...]) -> list[tuple[Step, ...]]:
    found: list[tuple[Step, ...]] = []
    if isinstance(data, dict):
        for key, value in data.items():
            found += [(*path, key), *_key_paths(value, (*path, key))]
    elif isinstance(data, list):
        for place, value in enumerate(data):
            found += _key_paths(value, (*path, place))
    return found


def _names(rest: str, key: str) -> bool:
    return any(form in rest for form in (key, tomli_w.dumps({key: 1}).removesuffix(" = 1\n"), f"'{key}'"))


def test_a_text_nested_too_deeply_is_given_up_on() -> None:
    assert locate("a = 1\nb = " + "[" * 100_000, ("a",)) == (1, 1)
