"""The folder that `log export` writes: file by file, each whole or not at all; knows no record."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import click

MARK = "LICENSE"  # the first file of an export, by which an earlier one is known


class Folder:
    """An empty folder, or one that an earlier export of the same record has filled."""

    def __init__(self, path: Path, mark: str):
        self.path, self._mark = path, mark
        self._held: list[tuple[Path, Path]] = []
        self._written: set[Path] = set()

    def open(self) -> None:
        """Make it; raises ClickException where it holds anything else."""
        if self.path.exists() and not self.path.is_dir():
            raise click.ClickException(f"{self.path} is a file. Name a folder.")
        self.path.mkdir(parents=True, exist_ok=True)
        known = self.path / MARK
        is_ours = known.is_file() and known.read_text("utf-8") == self._mark
        if not is_ours and any(self.path.iterdir()):
            raise click.ClickException(
                f"{self.path} is not empty, and no earlier export. Name an empty folder."
            )
        self.put(MARK, self._mark)

    def put(self, name: str, content: str | bytes) -> None:
        """Write a file that may be seen at once."""
        self.hold(name, [content.encode() if isinstance(content, str) else content])
        self._show(*self._held.pop())

    def hold(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file that is shown with all others that are held, by `show`."""
        file = self.path / name
        part = file.with_name(f".{file.name}.part")
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as handle:
            for piece in pieces:
                handle.write(piece)
        self._held.append((part, file))

    def show(self) -> None:
        """Let the held files take the place of the former ones, in the order they were written."""
        for part, file in self._held:
            self._show(part, file)
        self._held.clear()

    def tidy(self, below: str) -> None:
        """Remove what an earlier export left in a folder of ours and this one did not write."""
        for folder, names, files in os.walk(self.path / below, topdown=False):
            for name in files:
                if Path(folder, name) not in self._written:
                    os.unlink(Path(folder, name))
            for name in names:
                if not any(Path(folder, name).iterdir()):
                    shutil.rmtree(Path(folder, name))

    def _show(self, part: Path, file: Path) -> None:
        os.replace(part, file)
        self._written.add(file)
