"""What an importer reads from: one file, a folder, or an archive, all untrusted and all with limits.

Nothing is ever unpacked to the disk: files of archives are read one at a time, and their names are only shown.
"""

from __future__ import annotations

import lzma
import os
import stat
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import IO, Any

from bpm_tui.exchange.importing.source.encodings import decoded, is_binary
from bpm_tui.exchange.importing.source.located import load_json
from bpm_tui.exchange.importing.source.problem import ImportProblem


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes of one file, bytes of an archive or folder unpacked, and files in it."""

    file: int = 64 << 20
    total: int = 4 << 30
    members: int = 100_000
    depth: int = 20


LIMITS = Limits()
_ZIP = b"PK\x03\x04"
_UTF8 = 0x800
_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)
"""What the standard library raises over archives that somebody tampered with, or locked with a password."""
HEAD = 1 << 16
"""How many bytes a format is recognised by."""


@dataclass
class TextFile:
    """One file's content, read when it is asked for; ``name`` is how it is called to people."""

    name: str
    load: Callable[[int], bytes]
    """Returns so many bytes from the start, fewer if there are no more."""
    limits: Limits = field(default=LIMITS)

    @cached_property
    def head(self) -> str:
        """The beginning, as text."""
        raw = self.load(HEAD)
        return "" if is_binary(raw) else decoded(raw)

    @property
    def text(self) -> str:
        """All of the text, with line feeds for ends of lines.

        Raises:
            ImportProblem: it is too large, or no text.
        """
        raw = self.load(self.limits.file + 1)
        if len(raw) > self.limits.file:
            raise ImportProblem(self.name, 0, f"larger than {_size(self.limits.file)}; split it, or export less")
        if is_binary(raw):
            raise ImportProblem(self.name, 0, "this is not text, so it cannot be read")
        return decoded(raw)

    @property
    def json(self) -> Any:
        """The JSON in it, its objects being ``Located``.

        Raises:
            ImportProblem: it is too large, no text, or no JSON.
        """
        return load_json(self.text, self.name)


@dataclass
class Bundle:
    """A folder or an archive: its files by their path in it."""

    name: str
    files: Mapping[str, TextFile]

    def within(self, folder: str) -> Iterator[str]:
        """Yield the paths of the files that lie directly in a folder (``""`` is the top), in order."""
        for path in sorted(self.files):
            if path.rpartition("/")[0] == folder:
                yield path


Opened = TextFile | Bundle


@contextmanager
def opened(path: str, limits: Limits = LIMITS) -> Iterator[Opened]:
    """Open a file, a folder, or an archive (zip, tar); ``-`` is standard input.

    Raises:
        ImportProblem: it cannot be read, or is too large.
    """
    if path == "-":
        raw = sys.stdin.buffer.read(limits.file + 1)
        yield TextFile("-", lambda most: raw[:most], limits)
        return
    file = Path(os.path.expanduser(path))  # noqa: PTH111 - the other way raises where nobody has that name
    with ExitStack() as stack:
        with as_import_problems(path):
            found = _opened(path, file, limits, stack)
        yield found


@contextmanager
def as_import_problems(name: str) -> Iterator[None]:
    """Say of a file what the system or an archive has to say against it.

    Raises:
        ImportProblem: what was raised inside, in words.
    """
    try:
        yield
    except ImportProblem:
        raise
    except OSError as error:
        raise ImportProblem(name, 0, error.strerror or str(error)) from error
    except _DAMAGED as error:
        raise ImportProblem(name, 0, f"the archive is damaged or locked: {error}") from error


def _opened(name: str, path: Path, limits: Limits, stack: ExitStack) -> Opened:
    if path.is_dir():
        return _folder(name, path, limits)
    if not stat.S_ISREG(path.stat().st_mode):
        raise ImportProblem(name, 0, "not a file, folder or archive")
    if zipfile.is_zipfile(path) or _beginning(path).startswith(_ZIP):  # the second is damaged, and says so
        return _zip(name, stack.enter_context(zipfile.ZipFile(path)), limits)
    if _beginning(path).strip(b"\0") and tarfile.is_tarfile(path):
        return _tar(name, stack.enter_context(tarfile.open(path)), limits)
    return _file(name, partial(_binary, path), limits)


def _folder(name: str, path: Path, limits: Limits) -> Bundle:
    bundle = _Filling(name, limits)
    for folder, folders, files in os.walk(path):  # links to folders are not followed
        inside = Path(folder).relative_to(path)
        folders[:] = sorted(each for each in folders if len(inside.parts) < limits.depth)
        for each in (Path(folder) / file for file in sorted(files)):
            if not each.is_symlink() and each.is_file():
                bundle.add((inside / each.name).as_posix(), each.stat().st_size, partial(_binary, each))
    return bundle.done()


def _zip(name: str, archive: zipfile.ZipFile, limits: Limits) -> Bundle:
    bundle = _Filling(name, limits)
    for info in archive.infolist():
        if not info.is_dir():
            bundle.add(_name_in_zip(info), info.file_size, partial(archive.open, info))
    return bundle.done()


def _name_in_zip(info: zipfile.ZipInfo) -> str:
    """Return a name in an archive; many programs write UTF-8 and do not set the flag that says so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _tar(name: str, archive: tarfile.TarFile, limits: Limits) -> Bundle:
    bundle = _Filling(name, limits)
    for info in archive:
        if info.isreg():
            bundle.add(info.name, info.size, partial(_member, archive, info))
    return bundle.done()


def _binary(path: Path) -> IO[bytes]:
    return path.open("rb")


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(info)
    if file is None:
        raise tarfile.TarError(f"{info.name} cannot be read")
    return file


def _file(name: str, open_it: Callable[[], IO[bytes]], limits: Limits) -> TextFile:
    def load(most: int) -> bytes:
        with as_import_problems(name), open_it() as file:
            return file.read(most)

    return TextFile(name, load, limits)


class _Filling:
    """A bundle as it is filled; more than the limits is a problem, whatever the sizes in it claim."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits, self._count, self._bytes = name, limits, 0, 0
        self._files: dict[str, TextFile] = {}

    def add(self, path: str, size: int, open_it: Callable[[], IO[bytes]]) -> None:
        self._count += 1
        self._bytes += max(size, 0)
        if self._count > self._limits.members:
            raise ImportProblem(self._name, 0, f"more than {self._limits.members} files in it; export less")
        if self._bytes > self._limits.total:
            raise ImportProblem(self._name, 0, f"more than {_size(self._limits.total)} unpacked; export less")
        if inside := _inside(path):
            self._files[inside] = _file(f"{self._name.rstrip('/')}/{inside}", open_it, self._limits)

    def done(self) -> Bundle:
        return Bundle(self._name, self._files)


def _inside(path: str) -> str:
    """Return a path in an archive with forward slashes; empty for what is hidden or would lead out of it."""
    path = path.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or any(part.startswith((".", "__MACOSX")) or part.endswith(":") for part in parts):
        return ""
    return "/".join(parts)


def _beginning(path: Path) -> bytes:
    """Return the first bytes of a file; an empty archive of tar begins with zeros, but so may anything."""
    with path.open("rb") as file:
        return file.read(512)


def _size(number: int) -> str:
    return f"{number >> 30} GiB" if number >> 30 else f"{number >> 20} MiB" if number >> 20 else f"{number} bytes"
