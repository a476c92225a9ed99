"""An untrusted git repository, read through a stand-in of our own.

Git runs what a repository's configuration names: programs that check signatures, watch files, fetch what is missing. So
git never opens the repository. It opens an empty one of ours, which borrows the objects and lists the commits that
branches, tags and remote branches of the other point at.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_ID = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_NAME = re.compile(rb"refs/(?:heads|tags|remotes)/[^\x00-\x20\x7f~^:?*\[\\]+")
_PACKED = re.compile(rb"^(?P<id>[0-9a-f]{40,64}) (?P<name>[^\r\n]+)$", re.MULTILINE)
_KINDS = ("refs/heads", "refs/tags", "refs/remotes")
_LINE = 4096
"""Bytes of a file that holds one line."""
_LIST = 256 << 20
"""Bytes of a file that holds a line for every ref."""
_CONFIG = "[core]\n\tbare = true\n\trepositoryFormatVersion = 1\n[extensions]\n"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Our repository: its folder, which is for nothing else, and the folder of the objects that it borrows."""

    folder: Path
    objects: Path


def git_folder(path: Path) -> Path | None:
    """Return the folder of a repository that holds its refs and objects; ``path`` is in it, or is the folder itself."""
    place = path.absolute()
    for folder in (place, *place.parents):
        for found in (folder / ".git", folder):
            named = _named(found) if found.is_file() else found
            if common := _common(named):
                return common
    return None


@contextmanager
def stand_in(repository: Path) -> Iterator[StandIn]:
    """Make a stand-in for the repository with this git folder, for as long as the block runs.

    Raises:
        OSError: the refs cannot be read, or there is no room for a stand-in.
    """
    with TemporaryDirectory(prefix="bpm-git-") as name:
        folder = Path(name)
        refs = _refs(repository)
        for inside in ("objects", "refs"):
            (folder / inside).mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n")
        (folder / "packed-refs").write_bytes(b"".join(b"%s %s\n" % (refs[ref], ref) for ref in sorted(refs)))
        (folder / "shallow").write_bytes(_content(repository / "shallow", _LIST))
        long = any(len(digest) == 64 for digest in refs.values())
        tables = _copy_tables(repository / "reftable", folder / "reftable")
        said = (("objectFormat", "sha256", long), ("refStorage", "reftable", tables))
        config = _CONFIG + "".join(f"\t{key} = {value}\n" for key, value, holds in said if holds)
        (folder / "config").write_text(config)
        if not (folder / "shallow").stat().st_size:  # an empty one would say that nothing is whole
            (folder / "shallow").unlink()
        yield StandIn(folder, repository / "objects")


def _named(file: Path) -> Path:
    """Return the folder that a ``.git`` file names, as worktrees and submodules have it."""
    said = _content(file, _LINE).partition(b"gitdir:")[2].strip()
    return file.parent / os.fsdecode(said) if said else file


def _common(folder: Path) -> Path | None:
    said = _content(folder / "commondir", _LINE).strip()
    common = folder / os.fsdecode(said) if said else folder
    is_one = (common / "objects").is_dir() and (common / "refs").exists() and (common / "HEAD").exists()
    return common if is_one else None


def _refs(repository: Path) -> Mapping[bytes, bytes]:
    """Return which commit or tag each ref points at, by the ref's name; those that point at other refs are left out."""
    packed = _PACKED.finditer(_content(repository / "packed-refs", _LIST))
    refs = {found["name"]: found["id"] for found in packed}
    refs |= {name: digest for name, file in _loose(repository) if (digest := _content(file, _LINE).strip())}
    heads = [repository / "HEAD", *sorted((repository / "worktrees").glob("*/HEAD"))]
    detached = {b"refs/heads/detached-%d" % number: _content(file, _LINE).strip() for number, file in enumerate(heads)}
    return {name: digest for name, digest in (detached | refs).items() if _is_ref(name, digest)}


def _is_ref(name: bytes, digest: bytes) -> bool:
    parts = name.split(b"/")
    plain = not any(part.startswith(b".") or part.endswith((b".lock", b".")) or not part for part in parts)
    return bool(plain and b".." not in name and b"@{" not in name and _NAME.fullmatch(name) and _ID.fullmatch(digest))


def _loose(repository: Path) -> Iterator[tuple[bytes, Path]]:
    for kind in _KINDS:
        for folder, _, files in os.walk(repository / kind):
            for name in files:
                file = Path(folder, name)
                yield os.fsencode(file.relative_to(repository).as_posix()), file


def _copy_tables(source: Path, target: Path) -> bool:
    """Copy the refs of a repository that keeps them in tables; tell whether it does."""
    if not source.is_dir():
        return False
    target.mkdir()
    for file in source.iterdir():
        if stat.S_ISREG(file.stat().st_mode) and file.stat().st_size <= _LIST:
            shutil.copyfile(file, target / file.name)
    return True


def _content(file: Path, most: int) -> bytes:
    """Return what a plain file holds, so many bytes at most; nothing if there is none, or if it is a pipe or device."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return b""
        with file.open("rb") as stream:
            return stream.read(most)
    except (OSError, ValueError):
        return b""
