"""Untrusted files and archives."""

from __future__ import annotations

import io
import os
import random
import tarfile
import zipfile
from pathlib import Path

import pytest

from bpm_tui.exchange.importing.source.encodings import decoded
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Limits, TextFile, opened

SMALL = Limits(file=1000, total=3000, members=4)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_text_is_read_in_any_encoding(encoding: str) -> None:
    text = "14:32 café – now\n" if encoding not in ("latin-1",) else "14:32 café\n"
    assert decoded(text.replace("\n", "\r\n").encode(encoding)) == text


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "core"
    file.write_bytes(b"\x7fELF\0\0\0\1\2\3\0\0\xff\xfe" * 50)
    with opened(str(file)) as source, pytest.raises(ImportProblem, match="not text"):
        assert source.text if not isinstance(source, Bundle) else None


def test_a_large_file_is_refused_before_all_of_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_text("x" * 2000)
    with opened(str(file), SMALL) as source, pytest.raises(ImportProblem, match="larger than 1000 bytes"):
        assert source.text if not isinstance(source, Bundle) else None


def zipped(file: Path, names: dict[str, bytes]) -> str:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return str(file)


def how_much(file: TextFile) -> int:
    try:
        return len(file.text)
    except ImportProblem:
        return 0


def test_names_that_lead_out_of_an_archive_are_passed_over(tmp_path: Path) -> None:
    names = ("../up.json", "/abs.json", "a/../../b.json", "c:/d.json", "__MACOSX/e.json", ".git/f", "g\\..\\..\\h.json")
    with opened(zipped(tmp_path / "x.zip", dict.fromkeys((*names, "ok/i.json"), b"{}"))) as source:
        assert isinstance(source, Bundle)
        assert list(source.files) == ["ok/i.json"]


def test_links_and_devices_in_archives_and_folders_are_passed_over(tmp_path: Path) -> None:
    inside = tmp_path / "folder"
    inside.mkdir()
    (inside / "a.json").write_text("{}")
    (inside / "passwd").symlink_to("/etc/passwd")
    os.mkfifo(inside / "pipe")
    with tarfile.open(tmp_path / "x.tar", "w") as archive:
        archive.add(inside, "folder")
    for name in ("folder", "x.tar"):
        with opened(str(tmp_path / name)) as source:
            assert isinstance(source, Bundle)
            assert [path.rpartition("/")[2] for path in source.files] == ["a.json"]
    with pytest.raises(ImportProblem, match="not a file"), opened(str(inside / "pipe")):
        pass


def test_a_bomb_is_refused_whatever_it_claims_to_be(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", {"a.json": b" " * 5_000_000})
    with pytest.raises(ImportProblem, match="unpacked"), opened(bomb, SMALL):
        pass
    raw = bytearray(Path(bomb).read_bytes())
    size = (5_000_000).to_bytes(4, "little")
    Path(bomb).write_bytes(bytes(raw).replace(size, (10).to_bytes(4, "little")))
    with opened(bomb, SMALL) as source:
        assert isinstance(source, Bundle)
        assert how_much(source.files["a.json"]) <= 10
    many = zipped(tmp_path / "many.zip", {f"{number}.json": b"{}" for number in range(9)})
    with pytest.raises(ImportProblem, match="more than 4 files"), opened(many, SMALL):
        pass


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    file = Path(zipped(tmp_path / "x.zip", {"a/2026-11-20.json": random.Random(1).randbytes(2000)}))
    raw = bytearray(file.read_bytes())
    raw[600:700] = b"\xff" * 100
    file.write_bytes(bytes(raw))
    with opened(str(file)) as source:
        assert isinstance(source, Bundle)
        day = source.files["a/2026-11-20.json"]
        with pytest.raises(ImportProblem, match=r"a/2026-11-20\.json: the archive is damaged"):
            day.load(5000)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="No such file"), opened(str(tmp_path / "nowhere")):
        pass


def test_nothing_is_unpacked_to_the_disk(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        info = tarfile.TarInfo("../../evil.json")
        info.size = 2
        archive.addfile(info, io.BytesIO(b"{}"))
    (tmp_path / "x.tgz").write_bytes(buffer.getvalue())
    with opened(str(tmp_path / "x.tgz")) as source:
        assert isinstance(source, Bundle)
        assert not source.files
    assert [each.name for each in tmp_path.iterdir()] == ["x.tgz"]
