"""The only path from a page to its related stories: for the site, editors and evaluation alike."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Unpack

from index.arrays import Rows, Scores
from index.article import RawArticle
from index.catalog import Catalog
from index.errors import UnknownArticle
from index.store import Outline, Seed
from index.url import canonical_url
from recommender.answers import recommendations, unfilled
from recommender.candidates import columns_of
from recommender.considered import Considered
from recommender.errors import InvalidRequest
from recommender.explaining import Explanation, explain
from recommender.gathering import Gatherer, Scored, Scoring, Source
from recommender.policy import Policy
from recommender.ranking import Candidates, Ranking
from recommender.reader import Reader, as_request
from recommender.request import Request
from recommender.scoring import calibrated
from recommender.seeds import seed_of_text
from recommender.wish import Wish

LARGEST_K = 100
MOST_PAGES = 20
CANDIDATES = 200
"""How many neighbours are ranked at first; more only if they do not fill the list."""
_WIDEN = 8


class Recommender:
    """Related stories for pages of a catalogue, chosen by a policy. Safe for several threads.

    Candidates are the nearest articles of the catalogue, scored by all the evidence that there is,
    unless another `source` and another `scoring` are given.
    """

    def __init__(
        self,
        catalog: Catalog,
        policy: Policy,
        source: Source | None = None,
        scoring: Scoring | None = None,
    ) -> None:
        self._catalog = catalog
        self._policy = policy
        self._gatherer = Gatherer(catalog, source or self._nearest, scoring or self._calibrated)

    @property
    def policy(self) -> str:
        """The name of the policy that chooses."""
        return self._policy.name

    def related(self, id_: str, k: int, **wish: Unpack[Wish]) -> Ranking:
        """Return up to k stories related to the article `id_`; nothing is encoded.

        What editors decided about the page until now holds.
        Raises UnknownArticle, InvalidRequest.
        """
        return self._ranking([self._seed(id_)], k, wish)

    def related_to_several(self, ids: Sequence[str], k: int, **wish: Unpack[Wish]) -> Ranking:
        """Return up to k stories related to any of several articles, such as those just read.

        A story is as near as to the nearest of them; none of them is shown itself. What editors
        decided about each of them holds. Raises UnknownArticle, InvalidRequest.
        """
        distinct = list(dict.fromkeys(ids))
        if not 1 <= len(distinct) <= MOST_PAGES:
            raise InvalidRequest(
                "id", f"give between 1 and {MOST_PAGES} different pages; got {len(distinct)}"
            )
        read = (*wish.get("exclude", ()), *distinct[1:])
        return self._ranking([self._seed(id_) for id_ in distinct], k, {**wish, "exclude": read})

    def related_to_text(self, text: RawArticle, k: int, **wish: Unpack[Wish]) -> Ranking:
        """Return up to k stories related to a text that is not in the catalogue.

        Any of title, summary and text will do. It is encoded, which takes longer than for a known
        page. Raises InvalidRequest.
        """
        story = self._catalog.store.stories.told_by(text.translation_key)
        seed = seed_of_text(text, story, self._catalog.encode_text, wish.get("now"))
        return self._ranking([seed], k, wish)

    def explain(
        self, id_: str, k: int, why_not: Sequence[str] = (), **wish: Unpack[Wish]
    ) -> Explanation:
        """Say why each story related to an article is in its list, and why others are not.

        Others are those that come next, and the articles `why_not`. Raises UnknownArticle,
        InvalidRequest.
        """
        return explain(self._catalog, self.related(id_, k, **wish), why_not)

    def id_at(self, url: str) -> str:
        """Return the id of the article at an address. Raises UnknownArticle, InvalidRequest."""
        canonical = as_request(canonical_url, url)
        owner = self._catalog.store.owners([canonical]).get(canonical)
        if owner is None:
            raise UnknownArticle(f"no article at {canonical!r}; ingest it first, or check the url")
        return owner

    def _seed(self, id_: str) -> Seed:
        seed = self._catalog.store.seed(id_)
        if seed is None:
            raise UnknownArticle(f"no article with id {id_!r}; ingest it first, or check the id")
        return seed

    def _nearest(self, seed: Seed, k: int, only: Sequence[str]) -> tuple[Scores, Rows]:
        if only:
            return self._catalog.neighbours(seed.vector, k, only)
        return self._catalog.candidates(seed, k)

    def _calibrated(
        self, seed: Seed, outlines: Sequence[Outline], _: Mapping[int, float]
    ) -> Scored:
        return calibrated(self._catalog, seed, outlines)

    def _ranking(self, seeds: Sequence[Seed], k: int, wish: Wish) -> Ranking:
        if not 1 <= k <= LARGEST_K:
            raise InvalidRequest("k", f"k must be between 1 and {LARGEST_K}; got {k}")
        policy = wish.get("policy") or self._policy
        reader = Reader.of(wish.get("languages", ()), wish.get("only", ()), wish.get("exclude", ()))
        preferred = policy.languages.preferred(reader.languages, seeds[0].language)
        reader = replace(reader, languages=preferred)
        request = Request(k, reader, policy, wish.get("now"))
        depth = CANDIDATES
        while True:
            ranking, deeper = self._attempt(seeds, request, depth)
            if ranking.unfilled_reason is None or not deeper:
                return ranking
            depth *= _WIDEN

    def _attempt(self, seeds: Sequence[Seed], request: Request, depth: int) -> tuple[Ranking, bool]:
        """Rank the nearest `depth` neighbours; say whether deeper ones could fill the list."""
        k, policy = request.k, request.policy
        gathered = self._gatherer.gather(seeds, request, depth)
        outlines, scores = gathered.outlines, gathered.scores
        columns, seed = columns_of(
            scores, outlines, seeds[0], request, gathered.standing, gathered.relation
        )
        chosen = policy.select(columns, seed, k, self._catalog.index.vectors)
        shown = recommendations(self._catalog.store, chosen.rows.tolist(), columns)
        reason = unfilled(len(shown), k, chosen.dropped)
        candidates = Candidates.of(outlines, scores)
        ranking = Ranking(
            shown, chosen.dropped, reason, chosen.relaxed, policy.name, candidates,
            Considered(seeds, request, gathered, columns, seed),
        )  # fmt: skip
        return ranking, gathered.could_go_deeper(policy.floor)
