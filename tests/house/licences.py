"""Judges the licence that a package states: nothing stronger than the LGPL is installed."""

import re
from importlib.metadata import Distribution

# By their SPDX ids, or the names that older metadata uses for them.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0"),
    *("PSF-2.0", "Unlicense", "Zlib"),
    *("MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"),
    *("Apache Software License", "BSD License", "MIT License", "The Unlicense (Unlicense)"),
    "Mozilla Public License 2.0 (MPL 2.0)",
    "GNU Lesser General Public License v2 or later (LGPLv2+)",
}
STRONGER = re.compile(
    r"\b(A?GPL|SSPL|BUSL|EUPL|OSL)|(?<!Lesser )(?<!Library )General Public License", re.IGNORECASE
)
# Packages whose metadata is silent, with what holds for them and where it was read.
READ_ELSEWHERE = {
    "axe-playwright-python": (
        "MIT AND MPL-2.0",
        "licenses/LICENSE in its wheel, and the head of its axe.min.js",
    ),
}
SHORT = 80  # characters; what is longer is the text of a licence, which its classifier names


def objection(name: str, metadata) -> str | None:
    """Why the package may not be installed, or None."""
    stated = _stated(metadata)
    if strong := [one for one in stated if STRONGER.search(one)]:
        return f"{name} is under {strong[0]}"
    best = _telling(metadata) or READ_ELSEWHERE.get(name, ("",))[0]
    if not best:
        return f"{name} states no licence; read its files and write it into READ_ELSEWHERE"
    return None if _is_allowed(best) else f"{name} is under {best}, which nobody has judged yet"


def is_silent(distribution: Distribution) -> bool:
    """Whether nothing in its metadata says under which licence it is."""
    return not _telling(distribution.metadata)


def _telling(metadata) -> str:
    """The licence as an expression, from the most exact place that states one."""
    exact = metadata.get("License-Expression") or " AND ".join(_classifiers(metadata))
    return exact or " ".join(_short(metadata))


def _stated(metadata) -> list[str]:
    expression = metadata.get("License-Expression")
    return [*([expression] if expression else []), *_classifiers(metadata), *_short(metadata)]


def _classifiers(metadata) -> list[str]:
    named = (one.split(" :: ") for one in metadata.get_all("Classifier") or [])
    # "OSI Approved" alone says that there is a licence, and not which.
    return [parts[-1] for parts in named if parts[0] == "License" and parts[-1] != "OSI Approved"]


def _short(metadata) -> list[str]:
    written = (metadata.get("License") or "").strip()
    return [written] if 0 < len(written) < SHORT else []


def _is_allowed(expression: str) -> bool:
    """One of the alternatives has to be allowed in all its parts; nothing nested is understood."""
    return any(
        all(part.strip() in ALLOWED for part in way.split(" AND "))
        for way in expression.split(" OR ")
    )
