"""Where the terms, numbers and pieces of a signature stand in the article that it is of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from index.signature.numbers import placed_numbers
from index.signature.pieces import placed_pieces
from index.signature.placing import Placed
from index.signature.signature import BEGINNING, PIECES_BEGIN, Words
from index.signature.terms import IN_A_WORD, placed_terms

Field: TypeAlias = Literal["title", "summary", "text"]

_ARTICLES = 32
"""So many are remembered: a page is compared with one article after the other."""


class Place(NamedTuple):
    """The characters [start, end) of a field of an article."""

    field: Field
    start: int
    end: int

    def cut(self, words: Words) -> str:
        """Return what stands there."""
        written: str = getattr(words, self.field)
        return written[self.start : self.end]


Places: TypeAlias = Mapping[int, Sequence[Place]]
"""Where keys stand, in the order of the text."""

_Fields: TypeAlias = tuple[tuple[Field, str], ...]


@lru_cache(maxsize=_ARTICLES)
def places_of_terms(words: Words) -> Places:
    """Return where an article's terms stand."""
    return _by_key(_found(_fields(words, BEGINNING), placed_terms))


@lru_cache(maxsize=_ARTICLES)
def places_of_numbers(words: Words) -> Places:
    """Return where its numbers and days stand."""
    return _by_key(_found(_fields(words, BEGINNING), placed_numbers))


@lru_cache(maxsize=_ARTICLES)
def places_of_pieces(words: Words) -> Places:
    """Return the words that its pieces make; a piece that makes less than half of one has none."""
    title, summary, text = _fields(words, PIECES_BEGIN)
    found = [
        *_found((title, summary), placed_pieces),
        *_found((text,), placed_pieces),
    ]
    whole = ((key, place, _word_around(place, words)) for key, place in found)
    return _by_key(
        (key, word)
        for key, place, word in whole
        if 2 * (place.end - place.start) >= word.end - word.start
    )


def _fields(words: Words, most: int) -> _Fields:
    return ("title", words.title), ("summary", words.summary[:most]), ("text", words.text[:most])


def _by_key(found: Iterable[tuple[int, Place]]) -> Places:
    places: dict[int, list[Place]] = {}
    for key, place in found:
        places.setdefault(key, []).append(place)
    return places


def _found(fields: _Fields, find: Callable[[str], Iterable[Placed]]) -> Iterator[tuple[int, Place]]:
    """Yield what is found in fields that are read in one go, where there is anything to see."""
    for key, start, end in find("\n".join(written for _, written in fields)):
        place = _placed_in(fields, start, end)
        if place.start < place.end:
            yield key, place


def _placed_in(fields: _Fields, start: int, end: int) -> Place:
    """Return the place in a field of what was found in several, joined by newlines."""
    for field, written in fields:
        if start <= len(written):
            # a date may begin in a title and end in the summary
            return Place(field, start, min(end, len(written)))
        start, end = start - len(written) - 1, end - len(written) - 1
    raise ValueError(f"no field reaches {start} characters farther")


def _word_around(place: Place, words: Words) -> Place:
    written: str = getattr(words, place.field)
    field, start, end = place
    if not all(map(IN_A_WORD.match, place.cut(words))):
        return place
    while start and IN_A_WORD.match(written[start - 1]):
        start -= 1
    while end < len(written) and IN_A_WORD.match(written[end]):
        end += 1
    return Place(field, start, end)
