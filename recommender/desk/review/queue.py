"""Which pages are looked through, in which order, and how far one has come."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from index.store import Card
from index.store.decision import Scope, Which
from index.store.titles import Among
from recommender.bootstrap import Services
from recommender.desk.finding.problems import latest_problems

MOST = 200
"""So many pages stand in a queue."""

ANY = "any"
STALE_DAYS = 30

_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Filters:
    """Which pages are wanted: of a language, of a section, with a problem; "" for all.

    A problem is one of PROBLEMS, or `any`.
    """

    language: str = ""
    section: str = ""
    problem: str = ""

    def address(self, id_: str = "") -> str:
        """Return where the queue stands at a page; where one left it, without one."""
        named = {**asdict(self), "id": id_}
        query = urlencode({name: value for name, value in named.items() if value})
        return f"/desk/review?{query}" if query else "/desk/review"


@dataclass(frozen=True, slots=True)
class Queue:
    """Pages in order, and the ids of those among them that somebody has decided about."""

    cards: Sequence[Card]
    judged: frozenset[str]

    def place(self, id_: str) -> int:
        """Return the place of a page, from 1; 0 if it is not in the queue."""
        return next((n for n, card in enumerate(self.cards, 1) if card.id == id_), 0)

    def waiting(self) -> str | None:
        """Return the first page that nobody has judged; the first if all are, None for none."""
        ids = [card.id for card in self.cards]
        return next((id_ for id_ in ids if id_ not in self.judged), ids[0] if ids else None)

    def before(self, id_: str) -> str | None:
        """Return the page before one; None for the first."""
        place = self.place(id_)
        return self.cards[place - 2].id if place > 1 else None

    def after(self, id_: str) -> str | None:
        """Return the page after one; None for the last.

        After a page that is not in the queue, as when its problem is solved, comes what waits.
        """
        place = self.place(id_)
        if not place:
            return self.waiting()
        return self.cards[place].id if place < len(self.cards) else None


def queue_of(services: Services, filters: Filters) -> Queue:
    """Return the latest pages that pass the filters."""
    store = services.catalog.store
    among = Among(filters.language or None, filters.section or None)
    cards = store.titles.latest(MOST, among=among)
    if filters.problem:
        troubled = _troubled(services, filters.problem)
        cards = [card for card in cards if card.id in troubled]
    decided = store.decisions.log(Which(scope=Scope.PAGE), _REMEMBERED)
    ids = {card.id for card in cards}
    return Queue(cards, frozenset(each.seed for each in decided if each.seed in ids))


def _troubled(services: Services, problem: str) -> set[str]:
    found = latest_problems(services, STALE_DAYS).troubled
    return {each.card.id for each in found if problem in (ANY, *each.problems)}
