"""What somebody means who writes into the search box."""

from dataclasses import dataclass

from index.errors import EngineError
from index.store import Card, Store
from index.store.titles import Among
from recommender.service import Recommender

ON_A_PAGE = 25
LAST_PAGE = 400
_CLOSEST = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was found.

    `named` is the article with the very id that was asked for, `has_more` says whether others
    follow, and `is_close` that these are only like what was asked for.
    """

    cards: list[Card]
    named: Card | None = None
    has_more: bool = False
    is_close: bool = False


def latest(store: Store, number: int, among: Among) -> Found:
    """Return a page, from 1, of the latest articles."""
    return _paged(store.titles.latest(ON_A_PAGE + 1, ON_A_PAGE * (number - 1), among))


def search(store: Store, query: str, number: int, among: Among) -> Found:
    """Return a page, from 1, of the articles that a query finds; what is close if there is none."""
    named = store.cards(store.rows_of([query])) if number == 1 else {}
    fitting = store.titles.search(query, ON_A_PAGE + 1, ON_A_PAGE * (number - 1), among)
    if fitting or named or number > 1:
        found = _paged(fitting)
        return Found(found.cards, next(iter(named.values()), None), found.has_more)
    return Found(store.titles.closest(query, _CLOSEST, among), is_close=True)


def is_address(query: str) -> bool:
    """Say whether somebody has pasted the address of a page."""
    return query.lower().startswith(("http://", "https://"))


def at_address(recommender: Recommender, query: str) -> str | None:
    """Return the id of the article at an address, None if there is none."""
    try:
        return recommender.id_at(query)
    except EngineError:
        return None


def _paged(cards: list[Card]) -> Found:
    return Found(cards[:ON_A_PAGE], has_more=len(cards) > ON_A_PAGE)
