"""What the docs point to is there: pages, headings, files, tests and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import docs
from tools.pictures import PICTURES, drawn, drawn_with, self_contained

PAGES = {page.relative_to(docs.ROOT).as_posix(): page for page in docs.pages()}
TEXTS = {name: page.read_text(encoding="utf-8") for name, page in PAGES.items()}


def links(text: str) -> Iterator[tuple[str, str]]:
    """Yield the relative links of a page: path and heading."""
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        path, _, heading = target.partition("#")
        yield path, heading


def anchors(text: str) -> set[str]:
    """Return the headings of a page as a code host names them."""
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", outside, re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for path, heading in links(TEXTS[name]):
        target = (PAGES[name].parent / path).resolve() if path else PAGES[name]
        assert target.exists(), path
        assert not heading or heading in anchors(target.read_text(encoding="utf-8")), f"{path}#{heading}"


IN_THE_PACKAGE = docs.ROOT / "src" / "bpm_tui"
MADE_BY_A_COMMAND = {".venv-check", ".venv-check/bin/bpm", "dist"}
A_PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?|[\w*-]+\.(?:py|md|toml)|[\w-]+/")


def paths(text: str) -> Iterator[str]:
    """Yield what a page about the code shows as a path, commands taken apart."""
    for shown in re.findall(r"`([^`\n]+)`", text):
        yield from (word for word in shown.split() if A_PATH.fullmatch(word))


@pytest.mark.parametrize("name", ["docs/code-map.md", "CONTRIBUTING.md"])
def test_paths_that_a_page_about_the_code_names_exist(name: str) -> None:
    named = set(paths(TEXTS[name])) - MADE_BY_A_COMMAND
    assert len(named) > 20
    starts = (docs.ROOT, IN_THE_PACKAGE)
    assert {path for path in named if not any(any(start.glob(path.rstrip("/"))) for start in starts)} == set()


def test_tests_that_the_rules_of_the_code_name_exist() -> None:
    named = set(re.findall(r"`(test_\w+)`", TEXTS["CONTRIBUTING.md"]))
    there = "\n".join(path.read_text(encoding="utf-8") for path in (docs.ROOT / "tests").rglob("*.py"))
    assert len(named) >= 3
    assert {name for name in named if f"def {name}(" not in there} == set()


def test_every_folder_of_the_package_is_on_the_map() -> None:
    folders = {
        f"{path.relative_to(IN_THE_PACKAGE).as_posix()}/"
        for path in IN_THE_PACKAGE.rglob("*")
        if path.is_dir() and any(path.glob("*.py")) and path.name != "__pycache__"
    }
    assert folders - set(re.findall(r"`([^`\n]+/)`", TEXTS["docs/code-map.md"])) == set()


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [PAGES["README.md"]]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        found = {(page.parent / path).resolve() for path, _ in links(page.read_text(encoding="utf-8")) if path}
        waiting += [each for each in found - reached if each.suffix == ".md" and each.exists()]
    assert {page.resolve() for page in PAGES.values()} - reached == set()


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_there_and_need_nothing_from_elsewhere(name: str) -> None:
    svg = (docs.ROOT / "docs" / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg ")
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)\S+|@font-face|@import|url\((?!#)", svg) == []
    assert any(f"pictures/{name}.svg" in text for text in TEXTS.values())


async def test_a_picture_is_the_same_whenever_it_is_drawn() -> None:
    picture = PICTURES["meeting"]
    svg = await drawn(picture)
    assert svg == await drawn(picture)
    assert drawn_with() in svg
    shown = re.sub(r"<[^>]+>", "", svg).replace("&#160;", " ")
    assert "26:08 of 32:00" in shown
    assert "said what had happened" in shown


def test_spaces_around_a_text_of_a_picture_move_it_instead() -> None:
    text = '<text class="a" x="73.2" y="874" textLength="85.4" clip-path="b">&#160;keep&#160;&#160;</text>'
    assert self_contained(text) == '<text class="a" x="85.4" y="874" textLength="48.8" clip-path="b">keep</text>'
