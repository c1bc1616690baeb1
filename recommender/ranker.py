"""From pages and a request to a ranking: gathers what could stand there; a policy chooses."""

from collections.abc import Mapping, Sequence

from index.arrays import Rows, Scores
from index.catalog import Catalog
from index.facts import Facts
from index.shortlists import Shortlist
from index.store import Page, Position, Seed, Standing
from recommender.answers import shown_of, unfilled
from recommender.candidates import columns_of
from recommender.considered import Considered
from recommender.facets import filed_under
from recommender.gathering import Gathered, Gatherer, Scored, Scoring, Source
from recommender.ranking import Ranking
from recommender.request import Request
from recommender.scoring import calibrated
from recommender.shortlisted import (
    Shortlisting,
    from_head,
    from_shortlists,
    is_settled,
    shortlists_of,
    suffices,
)

CANDIDATES = 200
"""How many neighbours are ranked at first; more only if they do not fill the list."""
_WIDEN = 8


class Ranker:
    """Ranks what shortlists give, and where they do not suffice what a search does."""

    def __init__(
        self,
        catalog: Catalog,
        shortlist_of: Shortlisting,
        source: Source | None,
        scoring: Scoring | None,
    ) -> None:
        self._catalog, self._shortlist_of = catalog, shortlist_of
        self._gatherer = Gatherer(catalog, source or self._nearest, scoring or self._calibrated)

    def rank(self, pages: Sequence[Page | Seed], request: Request) -> Ranking:
        """Return a ranking, whatever it takes. Raises UnknownArticle for a page that is gone."""
        standing = self._standing(pages, request, self._catalog.follow())
        shortlists = shortlists_of(pages, self._shortlist_of)
        at_once = self._at_once(pages, request, standing, shortlists)
        return at_once or self._searched(pages, request, standing)

    def rank_at_once(
        self, pages: Sequence[Page], request: Request, now_at: Position
    ) -> Ranking | None:
        """Return a ranking that shortlists suffice for, looking no farther on them than it takes.

        `now_at` is how far the catalogue has followed the store.
        """
        standing = self._standing(pages, request, now_at)
        shortlists = shortlists_of(pages, self._shortlist_of)
        if shortlists is not None and len(pages) == 1:
            gathered = from_head(self._catalog, pages[0], shortlists[0], standing)
            ranking = self._ranked(pages, request, gathered)
            if is_settled(ranking, request):
                return ranking
        return self._at_once(pages, request, standing, shortlists)

    def _nearest(self, seed: Seed, k: int, only: Sequence[str]) -> tuple[Scores, Rows]:
        if only:
            return self._catalog.neighbours(seed.vector, k, only)
        return self._catalog.candidates(seed, k)

    def _calibrated(self, seed: Seed, articles: Facts, _: Mapping[int, float]) -> Scored:
        return calibrated(self._catalog, seed, articles)

    def _standing(
        self, pages: Sequence[Page | Seed], request: Request, position: Position
    ) -> list[Standing]:
        decisions = self._catalog.store.decisions
        return [
            each
            for page in pages
            if isinstance(page, Page) and decisions.concern(page.id, position.decided)
            for each in decisions.standing(page.id, page.language, page.section, request.now)
        ]

    def _at_once(
        self,
        pages: Sequence[Page | Seed],
        request: Request,
        standing: Sequence[Standing],
        shortlists: Sequence[Shortlist] | None,
    ) -> Ranking | None:
        if shortlists is None:
            return None
        gathered = from_shortlists(self._catalog, pages, shortlists, standing)
        ranking = self._ranked(pages, request, gathered)
        return ranking if suffices(ranking, request) else None

    def _searched(
        self, pages: Sequence[Page | Seed], request: Request, standing: Sequence[Standing]
    ) -> Ranking:
        depth = CANDIDATES
        while True:
            gathered = self._gatherer.gather(pages, standing, request, depth)
            ranking = self._ranked(pages, request, gathered)
            if ranking.unfilled_reason is None or not gathered.reaches(request.policy.floor):
                return ranking
            depth *= _WIDEN

    def _ranked(
        self, pages: Sequence[Page | Seed], request: Request, gathered: Gathered
    ) -> Ranking:
        store, policy = self._catalog.store, request.policy
        columns, seed = columns_of(
            gathered.score, gathered.articles, pages[0], request, gathered.standing,
            gathered.relation, filed_under(store, gathered.articles, policy.asks),
            request.reader.rows_seen(store),
        )  # fmt: skip
        chosen = policy.select(columns, seed, request.k, self._catalog.index.vectors)
        shown = shown_of(self._catalog.register, chosen.rows.tolist(), columns)
        return Ranking(
            shown, chosen.dropped, unfilled(len(shown), request.k, chosen.dropped),
            chosen.relaxed, policy.name, Considered(pages, request, gathered, columns, seed),
            self._catalog.cards, chosen.lowest,
        )  # fmt: skip
