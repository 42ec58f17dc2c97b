"""Finds the processes below another one and how they are called; refuses to end any."""

import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Process:
    """One running process: its number and its command line."""

    id: int
    command: str


def below(parent: int) -> list[Process]:
    """All descendants of `parent`, children first; `ps` is the same on Linux and macOS."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    children: dict[int, list[Process]] = {}
    for row in rows:
        command = row[2] if len(row) > 2 else ""
        if "<defunct>" not in command:
            children.setdefault(int(row[1]), []).append(Process(int(row[0]), command))
    found, waiting = [], [parent]
    while waiting:
        new = children.get(waiting.pop(0), [])
        found += new
        waiting += [process.id for process in new]
    return found


def named(parent: int, word: str) -> list[Process]:
    """The descendants of `parent` whose command line has `word` in it."""
    return [process for process in below(parent) if word in process.command]
