"""The only path from a page to its related stories: for the site, editors and evaluation alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

import numpy as np

from index.arrays import Rows, Scores, Vectors
from index.article import RawArticle
from index.catalog import Catalog
from index.errors import UnknownArticle
from index.language import resolve
from index.normalise import bounded
from index.store import Seed
from index.text import clean, text_to_embed
from index.url import canonical_url
from recommender.answers import recommendations, unfilled
from recommender.candidates import columns_of, scores_of_pinned
from recommender.columns import Columns, SeedColumns
from recommender.errors import InvalidRequest
from recommender.policy import Policy
from recommender.ranking import Neighbours, Ranking
from recommender.reader import Reader, as_request
from recommender.request import Request

LARGEST_K = 100
CANDIDATES = 200
"""How many neighbours are ranked at first; more only if they do not fill the list."""
_WIDEN = 8
_SHARE_OF_A_LANGUAGE = 4
_NOT_IN_CATALOGUE = -1


Source: TypeAlias = Callable[[Seed, int, Sequence[str]], tuple[Scores, Rows]]
"""Where candidates come from: (seed, k, only) gives scores (n,) and rows (n,), best first, n <= k.

`only` are the languages to look among; () is all of them.
"""


Terms: TypeAlias = Callable[[Seed, Sequence[int]], Scores]
"""How much of its terms a page shares with articles: (seed, rows (n,)) gives (n,) in [0, 1]."""


class Recommender:
    """Related stories for pages of a catalogue, chosen by a policy. Safe for several threads.

    Candidates are the nearest articles of the catalogue, and terms that they share with the page
    raise their score, unless another `source` and other `terms` are given.
    """

    def __init__(
        self,
        catalog: Catalog,
        policy: Policy,
        source: Source | None = None,
        terms: Terms | None = None,
    ) -> None:
        self._catalog = catalog
        self._policy = policy
        self._source = source or self._nearest
        self._terms = terms or self._shared_terms

    @property
    def policy(self) -> str:
        """The name of the policy that chooses."""
        return self._policy.name

    def related(
        self,
        id_: str,
        k: int,
        languages: Sequence[str] = (),
        only: Sequence[str] = (),
        exclude: Sequence[str] = (),
        now: datetime | None = None,
        policy: Policy | None = None,
    ) -> Ranking:
        """Return up to k stories related to the article `id_`; nothing is encoded.

        A story that exists in several languages is shown in the first of `languages` (BCP 47, the
        reader's, best first) that it exists in; by default in those that the policy prefers, or the
        page's own. Nothing is shown in other languages than `only`, if any are given, nor a story
        with an id in `exclude`, which is on the page already. What editors decided about the page
        until now holds. Ages are counted at `now`; without it, time plays no part and articles
        before their time are shown, too. `policy` chooses instead of the recommender's own.
        Raises UnknownArticle, InvalidRequest.
        """
        seed = self._catalog.store.seed(id_)
        if seed is None:
            raise UnknownArticle(f"no article with id {id_!r}; ingest it first, or check the id")
        return self._ranking(seed, k, Reader.of(languages, only, exclude), now, policy)

    def related_to_text(
        self,
        text: RawArticle,
        k: int,
        languages: Sequence[str] = (),
        only: Sequence[str] = (),
        exclude: Sequence[str] = (),
        now: datetime | None = None,
        policy: Policy | None = None,
    ) -> Ranking:
        """Return up to k stories related to a text that is not in the catalogue, as `related` does.

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
        key = text.translation_key
        seed = Seed(_NOT_IN_CATALOGUE, "", language, key, vector, text=embedded)
        return self._ranking(seed, k, Reader.of(languages, only, exclude), now, policy)

    def id_at(self, url: str) -> str:
        """Return the id of the article at an address. Raises UnknownArticle, InvalidRequest."""
        canonical = as_request(canonical_url, url)
        owner = self._catalog.store.owners([canonical]).get(canonical)
        if owner is None:
            raise UnknownArticle(f"no article at {canonical!r}; ingest it first, or check the url")
        return owner

    def _nearest(self, seed: Seed, k: int, only: Sequence[str]) -> tuple[Scores, Rows]:
        return self._catalog.neighbours(seed.vector, k, only)

    def _shared_terms(self, seed: Seed, rows: Sequence[int]) -> Scores:
        return self._catalog.lexical(seed.versions or seed.text, rows)

    def _ranking(
        self, seed: Seed, k: int, reader: Reader, now: datetime | None, policy: Policy | None
    ) -> Ranking:
        policy = policy or self._policy
        if not 1 <= k <= LARGEST_K:
            raise InvalidRequest("k", f"k must be between 1 and {LARGEST_K}; got {k}")
        preferred = policy.languages.preferred(reader.languages, seed.language)
        request = Request(k, replace(reader, languages=preferred), policy, now)
        depth = CANDIDATES
        while True:
            ranking, deeper = self._attempt(seed, request, depth)
            if ranking.unfilled_reason is None or not deeper:
                return ranking
            depth *= _WIDEN

    def _attempt(self, seed: Seed, request: Request, depth: int) -> tuple[Ranking, bool]:
        """Rank the nearest `depth` neighbours; say whether deeper ones could fill the list."""
        k, policy, store = request.k, request.policy, self._catalog.store
        scores, rows = self._source(seed, depth, request.reader.only)
        neighbours = Neighbours(rows, scores)
        columns, seed_columns = self._candidates(seed, neighbours, request)
        chosen = policy.select(columns, seed_columns, k, self._vectors_of)
        found = recommendations(store, chosen.rows.tolist(), columns)
        deeper = len(rows) == depth and float(scores[-1]) >= policy.floor
        reason = unfilled(len(found), k, chosen.dropped)
        ranking = Ranking(found, chosen.dropped, reason, chosen.relaxed, policy.name, neighbours)
        return ranking, deeper

    def _candidates(
        self, seed: Seed, neighbours: Neighbours, request: Request
    ) -> tuple[Columns, SeedColumns]:
        store = self._catalog.store
        standing = store.decisions.standing(seed.id)
        scored = scores_of_pinned(store, self._catalog.model_id, seed, standing)
        for language in request.searched:
            # a language that a policy keeps places for may have no story among the nearest
            depth = request.k + len(neighbours) // _SHARE_OF_A_LANGUAGE
            scores, rows = self._source(seed, depth, (language,))
            scored |= zip(rows.tolist(), scores.tolist(), strict=True)
        scored |= zip(neighbours.row.tolist(), neighbours.score.tolist(), strict=True)
        outlines = store.outlines(list(scored))
        lexical = self._terms(seed, [outline.row for outline in outlines])
        return columns_of(scored, lexical, outlines, seed, request, standing)

    def _vectors_of(self, rows: Rows) -> Vectors:
        found = self._catalog.store.vectors(rows.tolist(), self._catalog.model_id)
        vectors = np.zeros((len(rows), self._catalog.encoder.dimension), dtype=np.float32)
        for place, row in enumerate(rows.tolist()):
            # one that was withdrawn meanwhile is like nothing
            vectors[place] = found.get(row, 0.0)
        return vectors
