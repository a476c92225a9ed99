from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.user import content
from bpm_tui.storage.user.content import load


class Phrase(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    weight: int = 1


class Phrases(BaseModel):
    phrases: list[Phrase]


OURS = '[[phrases]]\ntext = "ours"\n'


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "package").mkdir()
    (tmp_path / "package/phrases.toml").write_text(OURS)
    monkeypatch.setattr(content, "shipped", lambda _folder, name: tmp_path / "package" / name)
    (tmp_path / "user").mkdir()
    return tmp_path / "user"


def texts(user: Path) -> tuple[list[str], list[str]]:
    value, problems = load("phrases", Phrases.model_validate, user)
    return [phrase.text for phrase in value.phrases], [str(problem) for problem in problems]


def test_without_a_file_of_the_user_ours_is_used(user: Path) -> None:
    assert texts(user) == (["ours"], [])
    assert texts(user / "nowhere") == (["ours"], [])


def test_the_users_file_replaces_ours_whole(user: Path) -> None:
    (user / "phrases.toml").write_text('[[phrases]]\ntext = "theirs"\n[[phrases]]\ntext = "more"\n')
    assert texts(user) == (["theirs", "more"], [])


def test_each_thing_wrong_is_named_with_its_place_and_ours_is_used(user: Path) -> None:
    file = user / "phrases.toml"
    file.write_text('[[phrases]]\ntext = "a"\n\n[[phrases]]\nweight = "heavy"\n  txt = "b"\n')
    used, problems = texts(user)
    assert used == ["ours"]
    assert [problem.partition(": ")[0] for problem in problems] == [f"{file}:4:1", f"{file}:5:1", f"{file}:6:3"]
    assert problems[0].endswith("phrases.1.text: Field required; using the built-in phrases")


def test_a_file_that_is_not_toml_is_named_and_ours_is_used(user: Path) -> None:
    (user / "phrases.toml").write_text('[[phrases]]\ntext "a"\n')
    used, (problem,) = texts(user)
    assert used == ["ours"]
    assert problem.startswith(f"{user}/phrases.toml:2:6: not TOML: ")


def test_any_validator_may_complain_in_its_own_words(user: Path) -> None:
    def picky(data: dict[str, Any]) -> str:
        if data["phrases"][0]["text"] != "ours":
            raise ValueError("not to my taste")
        return "ours"

    (user / "phrases.toml").write_text('[[phrases]]\ntext = "theirs"\n')
    value, problems = load("phrases", picky, user)
    assert value == "ours"
    assert str(problems[0]) == f"{user}/phrases.toml:1:1: not to my taste; using the built-in phrases"


def test_our_own_file_must_be_right(user: Path) -> None:
    (user.parent / "package/phrases.toml").write_text("phrases = 3\n")
    with pytest.raises(BadFileError, match=r"package/phrases.toml:1:1: phrases: Input should be a valid list"):
        texts(user)
