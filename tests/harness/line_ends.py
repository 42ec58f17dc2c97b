"""How lines and files may end; `python -m tests.harness.line_ends FILE …` names what does not."""

import re
import sys
from pathlib import Path

# Two spaces break a line in Markdown, and "-- " begins the signature of a mail.
MAY_TRAIL = re.compile(r"\.md$|(^|/)tests/notifications/golden/")


def objections(name: str, content: bytes) -> list[str]:
    """What is wrong with the ends in one file, by its path; nothing of what is not text."""
    if not content or b"\0" in content:
        return []
    found = []
    if b"\r" in content:
        found.append(f"{name}: lines end with CR LF")
    if not content.endswith(b"\n"):
        found.append(f"{name}: does not end with a newline")
    if not MAY_TRAIL.search(name) and (trailing := re.search(rb"[ \t]+$", content, re.MULTILINE)):
        line = content.count(b"\n", 0, trailing.start()) + 1
        found.append(f"{name}:{line}: space at the end of the line")
    return found


def main(names: list[str]) -> int:
    """Print the objections; 1 when there are any."""
    found = [one for name in names for one in objections(name, Path(name).read_bytes())]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
