"""Git repositories made for a test: their commits at the moments that are said, and their configuration hostile."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.pseudo_terminal import isolated

GIT = shutil.which("git") or "git"
NOON = "2026-11-20T12:00:00+01:00"


class Repository:
    """One repository, whose git reads none of the user's settings."""

    def __init__(self, folder: Path, *how: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", *how)

    def git(self, *arguments: str, at: str = NOON, given: str = "", **more: str) -> str:
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at, "GIT_CONFIG_NOSYSTEM": "1"}
        person = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
        done = subprocess.run(
            [GIT, *person, *arguments], cwd=self.folder, env=isolated(self.folder.parent, **dates, **more),
            input=given.encode(), check=True, capture_output=True,
        )  # fmt: skip
        return done.stdout.decode().strip()

    def commit(self, message: str, at: str = NOON) -> str:
        self.git("commit", "--allow-empty", "-m", message, at=at)
        return self.git("rev-parse", "HEAD")

    def configure(self, **settings: str) -> None:
        """Set what the repository itself says, ``core_pager`` being ``core.pager``."""
        for name, value in settings.items():
            self.git("config", name.replace("_", "."), value)

    def commit_that_looks_signed(self) -> str:
        tree = self.git("mktree")
        who = "Ana <ana@example.org> 1795172400 +0100"
        signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n"
        text = f"tree {tree}\nauthor {who}\ncommitter {who}\n{signature}\nSigned\n"
        digest = self.git("hash-object", "-t", "commit", "-w", "--stdin", given=text)
        self.git("update-ref", "refs/heads/main", digest)
        return digest
