"""From the evidence for a story to the parts of its score, with the words that make them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.arrays import Scores
from index.catalog import Catalog
from index.evidence import NUMBERS, PIECES, TERMS, Evidence
from index.facts import Facts
from index.signature import Words
from index.store import Outline, Seed
from recommender.explaining.explanation import Part, Shared
from recommender.explaining.sharing import (
    Compared,
    Told,
    matching_words,
    shared_numbers,
    shared_terms,
)

_LEAST_STEP = 1e-3


class Nearest(NamedTuple):
    """The version of a story that is nearest to the page, or to the nearest of several pages."""

    outline: Outline
    page: int
    score: float


class Weigher:
    """Compares articles with pages, as scores do, and says what the scores are made of."""

    def __init__(
        self, catalog: Catalog, seeds: Sequence[Seed], outlines: Sequence[Outline]
    ) -> None:
        self._catalog = catalog
        articles = Facts.of(outlines)
        self._evidence = [catalog.evidence(seed, articles) for seed in seeds]
        self._scores = [each.score.tolist() for each in self._evidence]
        self._place = {outline.row: place for place, outline in enumerate(outlines)}
        self._pages = [_page(catalog, seed) for seed in seeds]

    def nearest(self, versions: Sequence[Outline]) -> Nearest:
        """Return the version of a story whose score counts."""
        scored = (
            Nearest(version, page, scores[self._place[version.row]])
            for version in versions
            for page, scores in enumerate(self._scores)
        )
        return max(scored, key=lambda each: each.score)

    def parts(self, nearest: Nearest) -> tuple[Part, ...]:
        """Return what the score of a version is made of."""
        article = self._catalog.store.article(nearest.outline.id)
        words = self._words(nearest, Compared.of([Told.of(article)])) if article else {}
        steps = _steps(self._evidence[nearest.page], self._place[nearest.outline.row])
        return tuple(replace(part, shared=words.get(part.name, ())) for part in steps)

    def _words(self, nearest: Nearest, article: Compared) -> Mapping[str, tuple[Shared, ...]]:
        page = self._pages[nearest.page]
        rarity = self._catalog.calibrator.current().common.rarity
        terms = shared_terms(page, article)
        others = page.not_in(nearest.outline.language)
        pieces = matching_words(others, article) if others.told else ()
        numbers = shared_numbers(page, article, rarity)
        return {"terms": terms, "numbers": numbers, "pieces": pieces}


def _steps(evidence: Evidence, place: int) -> tuple[Part, ...]:
    step = max(float(evidence.rare[place] - evidence.usual[place]), _LEAST_STEP)

    def part(values: Scores) -> float:
        return float(values[place]) / step

    return (
        Part("dense", part(evidence.dense)),
        Part("terms", TERMS * part(evidence.terms)),
        Part("numbers", NUMBERS * part(evidence.numbers)),
        Part("pieces", PIECES * part(evidence.pieces)),
        Part("usual", -part(evidence.usual)),
    )


def _page(catalog: Catalog, seed: Seed) -> Compared:
    if not seed.versions:
        return Compared.of([Told("", seed.language, Words(text=seed.text))])
    cards = catalog.store.cards(seed.versions).values()
    # the page's own words are named first
    own_first = sorted(cards, key=lambda card: card.row != seed.row)
    articles = (catalog.store.article(card.id) for card in own_first)
    return Compared.of([Told.of(article) for article in articles if article])
