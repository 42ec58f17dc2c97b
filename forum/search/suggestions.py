""" "Did you mean": mends words that no document holds, from the words that some document holds."""

from collections.abc import Callable, Mapping

from forum.search import analysis
from forum.search.query import Query

SHORTEST = 4  # letters; shorter words have too many neighbours to guess among
LONGEST = 30
MOST_MENDED = 3  # words of one query


def suggest(
    asked: Query, known: frozenset[str], similar_words: Callable[[str], Mapping[str, int]]
) -> str | None:
    """The query with its unknown words replaced by their nearest known ones, or None.

    `similar_words` gives words that may be near, with the number of documents that hold them.
    """
    text, shift, mended = asked.text, 0, 0
    for word in asked.words:
        if mended == MOST_MENDED or not _is_unknown(word.text, asked.languages, known):
            continue
        better = _nearest(word.text, similar_words(word.text))
        if better is None:
            continue
        text = text[: word.start + shift] + better + text[word.end + shift :]
        shift += len(better) - (word.end - word.start)
        mended += 1
    return text if mended else None


def _is_unknown(word: str, languages: tuple[str, ...], known: frozenset[str]) -> bool:
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return False
    whole = {"x" + word, *(one[0] + analysis.stem(word, one) for one in languages)}
    return not whole & known


def _nearest(word: str, candidates: Mapping[str, int]) -> str | None:
    """The candidate with fewest slips, then the one in most documents."""
    most = 1 if len(word) < 6 else 2
    rated = [
        (slips(plain(word), plain(candidate)), -holding, candidate)
        for candidate, holding in candidates.items()
        if holding and candidate != word
    ]
    near = [one for one in rated if one[0] <= most]
    return min(near)[2] if near else None


def plain(word: str) -> str:
    """Without umlauts: to leave out the dots is no slip that counts."""
    return analysis.without_umlauts(analysis.with_umlauts(word))


def slips(one: str, other: str) -> int:
    """Letters left out, put in, replaced or swapped with a neighbour between two words.

    F. Damerau, "A technique for computer detection and correction of spelling errors" (1964), in
    the form where no letter is touched twice.
    """
    if abs(len(one) - len(other)) > 2:
        return abs(len(one) - len(other))
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1]
