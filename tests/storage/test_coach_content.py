"""The coach's files: ours, the user's instead of ours, the user's own list, and what was dismissed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.user.coach_content import PHRASES, add_phrase, load_coach, load_phrases

RULES = """
[[rules]]
id = "ours"
category = "judgement"
reason = "ours alone"
ask = "What was it like?"
when = ["meh"]
"""

FIRST_WORDS = """
[verbs]
DUTY = "fail neglect omit"
[words]
ADV = "also still"
ROLLERS = "roll over"
[people]
first = "i we"
others = "you he she"
heads = "wrangler"
groups = "ops"
ambiguous = "operator"
machines = "kubernetes"
after_machine = "pod"
tails = "on of"
small = "in on"
names = "ana"
[forms]
irregular = "go went gone"
[languages]
english = "the a"
foreign = "der die"
"""


def test_a_user_s_rules_stand_instead_of_ours(tmp_path: Path) -> None:
    (tmp_path / "coach.toml").write_text(RULES)
    coach, problems = load_coach(tmp_path)
    assert not problems
    assert [each.reason for each in coach.find("We should have tested it, meh.", "known")] == ["ours alone"]


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("coach.toml", RULES.replace('["meh"]', '["NOSUCH meh"]'), 7, "no class of words 'NOSUCH'"),
        ("coach.toml", RULES.replace("?", "."), 6, "question mark"),
        ("coach_words.toml", "[verbs]\nDUTY = 3\n", 2, "valid string"),
        (PHRASES, "phrases = ['?!']\n", 1, "no word in it"),
        (PHRASES, "phrases = [\n", 2, "not TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_line_and_ours_is_used(
    tmp_path: Path, name: str, text: str, line: int, says: str
) -> None:
    (tmp_path / name).write_text(text)
    coach, problems = load_coach(tmp_path)
    assert any(problem.file.name == name and problem.line == line and says in problem.message for problem in problems)
    assert coach.find("We should have tested it.", "known")


def test_a_user_s_words_are_joined_to_ours(tmp_path: Path) -> None:
    (tmp_path / "coach_words.toml").write_text('[words]\nHARSH = "gormless -sloppy"\n[people]\nheads = "wrangler"\n')
    coach, problems = load_coach(tmp_path)
    assert not problems
    assert coach.find("This was a gormless review.", "known")
    assert coach.find("The wrangler forgot the key.", "known")
    assert not coach.find("This was a sloppy review.", "known")
    assert coach.find("This was a careless review.", "known")


def test_words_of_the_first_version_are_read_and_what_no_rule_asks_for_is_named(tmp_path: Path) -> None:
    (tmp_path / "coach_words.toml").write_text(FIRST_WORDS)
    coach, (problem,) = load_coach(tmp_path)
    assert (problem.file.name, problem.line) == ("coach_words.toml", 3)
    assert "no rule asks for DUTY, ROLLERS" in problem.message
    assert coach.find("The wrangler forgot the key.", "known")


def test_rules_of_the_first_version_are_named_and_ours_are_used(tmp_path: Path) -> None:
    (tmp_path / "coach.toml").write_text(RULES.replace('["meh"]', '["PERSON ADV* should not? have ADV* DONE"]'))
    coach, problems = load_coach(tmp_path)
    assert any("first version of the coach" in problem.message and problem.line == 7 for problem in problems)
    assert coach.find("We should have tested it.", "known")


def test_a_phrase_is_added_once_and_found_in_any_case(tmp_path: Path) -> None:
    for _ in range(2):
        add_phrase(tmp_path, "no-brainer of the year")
    assert load_phrases(tmp_path)[0].phrases == ("no-brainer of the year",)
    coach, _ = load_coach(tmp_path)
    (found,) = coach.find("That was the No-Brainer of the  year!", "outcome")
    assert (found.phrase, found.rule) == ("No-Brainer of the year", "local")


def test_a_broken_list_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / PHRASES).write_text("phrases = 3\n")
    with pytest.raises(BadFileError):
        add_phrase(tmp_path, "no-brainer")
    assert (tmp_path / PHRASES).read_text() == "phrases = 3\n"
