"""The only path from a page to its related stories: for the site, editors and evaluation alike."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

from index.article import RawArticle
from index.catalog import Catalog
from index.errors import UnknownArticle
from index.store import Page, Position, Seed
from index.url import canonical_url
from recommender.errors import InvalidRequest
from recommender.explaining import Explanation, explain
from recommender.gathering import Scoring, Source
from recommender.policy import Policy
from recommender.ranker import Ranker
from recommender.ranking import Ranking
from recommender.reader import Reader, as_request
from recommender.request import Request
from recommender.seeds import seed_of_text
from recommender.shortlisted import Shortlisting, no_shortlist
from recommender.wish import Wish

LARGEST_K = 100
MOST_PAGES = 20


class Recommender:
    """Related stories for pages of a catalogue, chosen by a policy. Safe for several threads.

    Candidates come from the shortlists that are kept, as `shortlist_of` gives them, and where
    those do not suffice from the nearest articles of the catalogue, scored by all the evidence that
    there is; or else from another `source`, with another `scoring`.
    """

    def __init__(
        self,
        catalog: Catalog,
        policy: Policy,
        source: Source | None = None,
        scoring: Scoring | None = None,
        shortlist_of: Shortlisting = no_shortlist,
    ) -> None:
        self._catalog = catalog
        self._policy = policy
        self._ranker = Ranker(catalog, shortlist_of, source, scoring)

    @property
    def policy(self) -> str:
        """The name of the policy that chooses."""
        return self._policy.name

    def related(self, id_: str, k: int, **wish: Unpack[Wish]) -> Ranking:
        """Return up to k stories related to the article `id_`; nothing is encoded.

        What editors decided about the page until now holds.
        Raises UnknownArticle, InvalidRequest.
        """
        return self._ranking([self._page(id_)], k, wish)

    def related_to_several(self, ids: Sequence[str], k: int, **wish: Unpack[Wish]) -> Ranking:
        """Return up to k stories related to any of several articles, such as those just read.

        A story is as near as to the nearest of them; none of them is shown itself. What editors
        decided about each of them holds. Raises UnknownArticle, InvalidRequest.
        """
        pages = self._pages(ids)
        return self._ranking(pages, k, _but_others(pages, wish))

    def related_at_once(
        self, ids: Sequence[str], k: int, now_at: Position, **wish: Unpack[Wish]
    ) -> Ranking | None:
        """Return the same if shortlists suffice for it; None if it takes a search.

        `now_at` is how far the catalogue has followed the store, in this very moment.
        Raises UnknownArticle, InvalidRequest.
        """
        pages = self._pages(ids)
        request = self._request(pages, k, _but_others(pages, wish))
        return self._ranker.rank_at_once(pages, request, now_at)

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

    def _pages(self, ids: Sequence[str]) -> list[Page]:
        distinct = list(dict.fromkeys(ids))
        if not 1 <= len(distinct) <= MOST_PAGES:
            raise InvalidRequest(
                "id", f"give between 1 and {MOST_PAGES} different pages; got {len(distinct)}"
            )
        return [self._page(id_) for id_ in distinct]

    def _page(self, id_: str) -> Page:
        page = self._catalog.store.page(id_)
        if page is None:
            raise UnknownArticle(f"no article with id {id_!r}; ingest it first, or check the id")
        return page

    def _ranking(self, pages: Sequence[Page | Seed], k: int, wish: Wish) -> Ranking:
        return self._ranker.rank(pages, self._request(pages, k, wish))

    def _request(self, pages: Sequence[Page | Seed], k: int, wish: Wish) -> Request:
        if not 1 <= k <= LARGEST_K:
            raise InvalidRequest("k", f"k must be between 1 and {LARGEST_K}; got {k}")
        policy = wish.get("policy") or self._policy
        reader = Reader.of(wish.get("languages", ()), wish.get("only", ()), wish.get("exclude", ()))
        preferred = policy.languages.preferred(reader.languages, pages[0].language)
        return Request(k, replace(reader, languages=preferred), policy, wish.get("now"))


def _but_others(pages: Sequence[Page], wish: Wish) -> Wish:
    """Return a wish for stories related to pages, none of which is shown itself."""
    return {**wish, "exclude": (*wish.get("exclude", ()), *(page.id for page in pages[1:]))}
