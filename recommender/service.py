"""The only path from a page to its related stories: for the site, editors and evaluation alike."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from index.arrays import Rows, Scores
from index.article import RawArticle
from index.catalog import Catalog
from index.errors import UnknownArticle
from index.language import resolve
from index.normalise import bounded
from index.store import Card, Seed
from index.text import clean, text_to_embed
from index.url import canonical_url
from recommender.candidates import columns_of, scores_of_pinned
from recommender.errors import InvalidRequest
from recommender.policy import Policy
from recommender.ranking import (
    Columns,
    Dropped,
    Neighbours,
    Ranking,
    Recommendation,
    SeedColumns,
    Translation,
    Unfilled,
)
from recommender.reader import Reader, as_request

LARGEST_K = 100
CANDIDATES = 200
"""How many neighbours are ranked at first; more only if they do not fill the list."""
_WIDEN = 8
_NOT_IN_CATALOGUE = -1


Source: TypeAlias = Callable[[Seed, int, Sequence[str]], tuple[Scores, Rows]]
"""Where candidates come from: (seed, k, only) gives scores (n,) and rows (n,), best first, n <= k.

`only` are the languages to look among; () is all of them.
"""


class Recommender:
    """Related stories for pages of a catalogue, chosen by a policy. Safe for several threads.

    Candidates are the nearest articles of the catalogue, unless another `source` is given.
    """

    def __init__(self, catalog: Catalog, policy: Policy, source: Source | None = None) -> None:
        self._catalog = catalog
        self._policy = policy
        self._source = source or self._nearest

    @property
    def policy(self) -> str:
        """The name of the policy that chooses."""
        return self._policy.name

    def related(
        self, id_: str, k: int, languages: Sequence[str] = (), only: Sequence[str] = ()
    ) -> Ranking:
        """Return up to k stories related to the article `id_`; nothing is encoded.

        A story that exists in several languages is shown in the first of `languages` (BCP 47, the
        reader's, best first) that it exists in; by default in the page's own language if it can.
        Nothing is shown in other languages than `only`, if any are given. What editors decided
        about the page until now holds. Raises UnknownArticle, InvalidRequest.
        """
        seed = self._catalog.store.seed(id_)
        if seed is None:
            raise UnknownArticle(f"no article with id {id_!r}; ingest it first, or check the id")
        return self._ranking(seed, k, Reader.of(languages, only))

    def related_to_text(
        self,
        text: RawArticle,
        k: int,
        languages: Sequence[str] = (),
        only: Sequence[str] = (),
    ) -> Ranking:
        """Return up to k stories related to a text that is not in the catalogue.

        Any of title, summary and text will do. It is encoded, which takes longer than for a known
        page. Raises InvalidRequest.
        """
        title, summary, body = (
            clean(as_request(bounded, field, getattr(text, field)))
            for field in ("title", "summary", "text")
        )
        embedded = text_to_embed(title, summary, body)
        if not embedded:
            raise InvalidRequest("text", "text is empty; give a title, a summary or a text")
        language = as_request(resolve, text.language, embedded)
        vector = self._catalog.encode_text(embedded, language)
        seed = Seed(_NOT_IN_CATALOGUE, "", language, text.translation_key, vector)
        return self._ranking(seed, k, Reader.of(languages, only))

    def id_at(self, url: str) -> str:
        """Return the id of the article at an address. Raises UnknownArticle, InvalidRequest."""
        canonical = as_request(canonical_url, url)
        owner = self._catalog.store.owners([canonical]).get(canonical)
        if owner is None:
            raise UnknownArticle(f"no article at {canonical!r}; ingest it first, or check the url")
        return owner

    def _nearest(self, seed: Seed, k: int, only: Sequence[str]) -> tuple[Scores, Rows]:
        return self._catalog.neighbours(seed.vector, k, only)

    def _ranking(self, seed: Seed, k: int, reader: Reader) -> Ranking:
        if not 1 <= k <= LARGEST_K:
            raise InvalidRequest("k", f"k must be between 1 and {LARGEST_K}; got {k}")
        depth = CANDIDATES
        while True:
            ranking, deeper = self._attempt(seed, k, reader, depth)
            if ranking.unfilled_reason is None or not deeper:
                return ranking
            depth *= _WIDEN

    def _attempt(self, seed: Seed, k: int, reader: Reader, depth: int) -> tuple[Ranking, bool]:
        """Rank the nearest `depth` neighbours; say whether deeper ones could fill the list."""
        scores, rows = self._source(seed, depth, reader.only)
        neighbours = Neighbours(rows, scores)
        columns, seed_columns = self._candidates(seed, neighbours, reader)
        selected, dropped = self._policy.select(columns, seed_columns, k)
        recommendations = self._recommendations(selected.tolist(), columns)
        deeper = len(rows) == depth and float(scores[-1]) >= self._policy.floor
        reason = _unfilled(len(recommendations), k, dropped)
        return Ranking(recommendations, dropped, reason, self._policy.name, neighbours), deeper

    def _candidates(
        self, seed: Seed, neighbours: Neighbours, reader: Reader
    ) -> tuple[Columns, SeedColumns]:
        store = self._catalog.store
        standing = store.decisions.standing(seed.id)
        scored = scores_of_pinned(store, self._catalog.model_id, seed, standing)
        scored |= zip(neighbours.row.tolist(), neighbours.score.tolist(), strict=True)
        return columns_of(scored, store.outlines(list(scored)), seed, reader, standing)

    def _recommendations(self, selected: list[int], columns: Columns) -> tuple[Recommendation, ...]:
        score_of = dict(zip(columns.row.tolist(), columns.score.tolist(), strict=True))
        story_of = dict(zip(columns.row.tolist(), columns.story.tolist(), strict=True))
        pinned = set(columns.row[columns.pin > 0].tolist())
        versions: dict[int, list[int]] = {story_of[row]: [] for row in selected}
        for row, story in story_of.items():
            if story in versions and row not in selected:
                versions[story].append(row)
        shown = [*selected, *(row for rows in versions.values() for row in rows)]
        cards = self._catalog.store.cards(shown)
        return tuple(
            Recommendation(
                cards[row],
                score_of[row],
                _translations(versions[story_of[row]], cards),
                row in pinned,
            )
            for row in selected
            if row in cards
        )


def _translations(rows: list[int], cards: dict[int, Card]) -> tuple[Translation, ...]:
    found = (cards[row] for row in rows if row in cards)
    versions = (Translation(card.id, card.url, card.title, card.language) for card in found)
    return tuple(sorted(versions, key=lambda version: (version.language, version.id)))


def _unfilled(count: int, k: int, dropped: Sequence[Dropped]) -> Unfilled | None:
    if count >= k:
        return None
    if any(candidate.reason == Unfilled.BELOW_MINIMUM_SCORE for candidate in dropped):
        return Unfilled.BELOW_MINIMUM_SCORE
    return Unfilled.CATALOGUE_EXHAUSTED
