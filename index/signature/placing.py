"""Where in a text, as it was written, something stands that was found in it as it is read.

Reading folds letters: compatible forms become one, capitals small. That can change how many there
are, so what is found in the folded text has other places in the text itself.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple


class Placed(NamedTuple):
    """The key of a term, number or piece, and where it stands: the characters [start, end)."""

    key: int
    start: int
    end: int


def placed(
    text: str, fold: Callable[[str], str], find: Callable[[str], Iterable[Placed]]
) -> list[Placed]:
    """Return what `find` finds in the folded text, with its places in the text itself.

    `fold` may change characters and those that join them (accents, vowel signs, Hangul vowels)
    together, but must not look farther.
    """
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _joined(text):
        part = fold(text[start:end])
        folded.append(part)
        starts += [start] * len(part)
        ends += [end] * len(part)
    found = find("".join(folded))
    return [Placed(key, starts[start], ends[end - 1]) for key, start, end in found]


def _joined(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(text)):
        if not _joins(text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


@lru_cache(maxsize=4096)
def _joins(character: str) -> bool:
    """Say whether Unicode may compose a character with the one before it."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"
