"""From two articles to the words, names and numbers that they share, and where those stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product, takewhile
from typing import NamedTuple, Self

import numpy as np
from anyascii import anyascii

from index.article import Article
from index.language import primary
from index.signature import Rarity, Signatures, Words, sign, signatures_of
from index.signature.matches import closeness, number_shares, piece_shares, term_shares
from index.signature.numbers import day_of
from index.signature.reading import (
    Places,
    places_of_numbers,
    places_of_pieces,
    places_of_terms,
)
from recommender.explaining.explanation import Shared, Spot

MOST = 12
"""So many words of a part are named; each of the others makes less of it."""

_CLOSE = 0.6
"""Pieces of words mean about the same from this cosine on."""


class Told(NamedTuple):
    """A version of a story; the id is '' for a text that is not in the catalogue."""

    id: str
    language: str
    words: Words

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return an article as one."""
        words = Words(article.title, article.summary, article.text, article.published_at)
        return cls(article.id, article.language, words)


@dataclass(frozen=True, slots=True)
class Compared:
    """The versions of a page, or an article, with their signatures."""

    told: tuple[Told, ...]
    signatures: Signatures

    @classmethod
    def of(cls, told: Sequence[Told]) -> Self:
        """Sign versions."""
        return cls(tuple(told), signatures_of(sign([each.words for each in told])))

    def not_in(self, language: str) -> Self:
        """Return the versions in other languages."""
        others = [primary(each.language) != primary(language) for each in self.told]
        kept = tuple(told for told, other in zip(self.told, others, strict=True) if other)
        return type(self)(kept, self.signatures.take(np.flatnonzero(others)))


def shared_terms(page: Compared, article: Compared) -> tuple[Shared, ...]:
    """Return the names and words that a page and an article share, most telling first."""
    shares = term_shares(page.signatures, article.signatures)
    pairs = {(key, key): share for key, share in shares.items()}
    return _shared(pairs, page, article, places_of_terms)


def shared_numbers(page: Compared, article: Compared, rarity: Rarity) -> tuple[Shared, ...]:
    """Return the numbers and days that they share."""
    shares = number_shares(page.signatures, article.signatures, rarity)
    pairs = {(key, key): share for key, share in shares.items()}
    return _shared(pairs, page, article, places_of_numbers)


def matching_words(page: Compared, article: Compared) -> tuple[Shared, ...]:
    """Return the words that mean about the same in the page and an article in other languages."""
    shares = piece_shares(page.signatures, article.signatures)
    cosines = closeness(np.array([*shares], np.int64)).tolist()
    close = [pair for pair, cosine in zip(shares, cosines, strict=True) if cosine >= _CLOSE]
    pairs = {pair: shares[pair] for pair in close}
    return _shared(pairs, page, article, places_of_pieces, sum(shares.values()))


def _shared(
    pairs: Mapping[tuple[int, int], float],
    page: Compared,
    article: Compared,
    places_of: Callable[[Words], Places],
    total: float | None = None,
) -> tuple[Shared, ...]:
    """Say of pairs of keys how they are written; `total` is what all of the part is worth."""
    total = sum(pairs.values()) if total is None else total
    if not pairs:
        return ()
    ours, theirs = (
        [(told, places_of(told.words)) for told in side.told] for side in (page, article)
    )
    found: list[Shared] = []
    for (key, other), share in pairs.items():
        here, there = _written(ours, key), _written(theirs, other)
        if here and there:
            words = _alike([word for _, word in here], [word for _, word in there])
            found.append(Shared(*words, share / total, _spots(here), _spots(there)))
    return tuple(_merged(found)[:MOST])


def _written(side: Sequence[tuple[Told, Places]], key: int) -> list[tuple[Spot | None, str]]:
    """Return where a key stands and how it is written; a day of publication stands nowhere."""
    found = [
        (Spot(told.id, *place) if told.id else None, place.cut(told.words))
        for told, places in side
        for place in places.get(key, ())
    ]
    days = (told.words.published_at for told, _ in side)
    return found or [(None, f"{day:%Y-%m-%d}") for day in days if day and day_of(day) == key]


def _spots(written: Iterable[tuple[Spot | None, str]]) -> tuple[Spot, ...]:
    return tuple(spot for spot, _ in written if spot)


def _merged(found: Sequence[Shared]) -> list[Shared]:
    """Return each word once: one that stands within another's places adds to that."""
    merged: list[Shared] = []
    for each in sorted(found, key=lambda shared: -len(shared.page)):
        for place, other in enumerate(merged):
            if _within(each, other):
                merged[place] = replace(other, share=other.share + each.share)
                break
        else:
            merged.append(each)
    return sorted(merged, key=lambda shared: -shared.share)


def _within(one: Shared, other: Shared) -> bool:
    if (one.page.casefold(), one.article.casefold()) == (
        other.page.casefold(),
        other.article.casefold(),
    ):
        return True
    sides = ((one.on_page, other.on_page), (one.in_article, other.in_article))
    return all(
        spots and all(any(_covers(wide, spot) for wide in wider) for spot in spots)
        for spots, wider in sides
    )


def _covers(wide: Spot, spot: Spot) -> bool:
    same = (wide.id, wide.field) == (spot.id, spot.field)
    return same and wide.start <= spot.start and spot.end <= wide.end


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str]:
    """Return the two spellings that sound most alike; the first of those that do equally."""
    pairs = product(dict.fromkeys(ours), dict.fromkeys(theirs))
    return max(pairs, key=lambda pair: _letters_in_common(*(anyascii(w).lower() for w in pair)))


def _letters_in_common(one: str, other: str) -> int:
    """Return how many letters two words begin with that are the same."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda letters: letters[0] == letters[1], pairs))
