"""Files on their way into an inbox: where their items stand is told by the file's own name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.exchange.importing.bring_in import Files, without_folders
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.inbox.imported_item import Found, Where

NOTES = "# 2026-11-20\n\n## Timeline\n\n- 14:32 disk full\n"


@pytest.mark.parametrize(
    ("typed", "file", "told"),
    [
        ("outage.md", "outage.md", "outage.md:5"),
        ("/home/ana/outage.md", "/home/ana/outage.md", "outage.md:5"),
        (
            "/home/ana/export.zip",
            "/home/ana/export.zip/general/2026-11-20.json",
            "export.zip/general/2026-11-20.json:5",
        ),
        ("/home/ana/export/", "/home/ana/export/general/a.json", "export/general/a.json:5"),
        ("~/notes/outage.md", "~/notes/outage.md", "outage.md:5"),
        ("/srv/git/payments", "/srv/git/payments@0123456789", "payments@0123456789:5"),
        ("-", "-", "-:5"),
    ],
)
def test_a_place_begins_with_the_own_name_of_the_file(typed: str, file: str, told: str) -> None:
    (item,) = without_folders([Found("x", Where(file, 5))], typed)
    assert str(item.source) == told


def test_the_folder_one_is_in_has_a_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "outage.md").write_text(NOTES)
    monkeypatch.chdir(folder)
    for typed in (".", "./", "../export"):
        assert [str(item.source) for item in Files((typed,)).items()] == ["export/outage.md:5"]


def test_who_asks_is_told_the_path_as_it_was_typed(tmp_path: Path) -> None:
    file = tmp_path / "outage.md"
    file.write_text(NOTES)
    assert [str(item.source) for item in Files((str(file),)).items(as_typed=True)] == [f"{file}:5"]
    assert [str(item.source) for item in Files((str(file),)).items()] == ["outage.md:5"]


def test_what_cannot_be_read_is_named_by_its_whole_path(tmp_path: Path) -> None:
    file = tmp_path / "outage.md"
    with pytest.raises(ImportProblem, match=str(file)):
        list(Files((str(file),)).items())
