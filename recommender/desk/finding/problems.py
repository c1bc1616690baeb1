"""Which pages have lists that an editor should look at, and what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from index.errors import UnknownArticle
from index.store import Card
from recommender.bootstrap import Services
from recommender.ranking import Ranking

LOOKED_AT = 200
# half a step of the scale, on which the nearest of a thousand unrelated articles has 0.5
_LOW = 0.29
_MANY = 3


@dataclass(frozen=True, slots=True)
class Troubled:
    """A page, and what is wrong with its list, as names of PROBLEMS."""

    card: Card
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """How many of the newest pages were looked at, and which of them are in trouble."""

    count: int
    troubled: list[Troubled]


Check = Callable[[Ranking, datetime], bool]


def _unfilled(ranking: Ranking, _: datetime) -> bool:
    return ranking.unfilled_reason is not None


def _low(ranking: Ranking, _: datetime) -> bool:
    """Say whether nothing is as near as the nearest of some thirty unrelated articles."""
    return all(each.score < _LOW for each in ranking.selected)


def _one_language(ranking: Ranking, _: datetime) -> bool:
    languages = {each.card.language for each in ranking.selected}
    return len(languages) == 1 and len(ranking.selected) >= _MANY


def _stale(ranking: Ranking, since: datetime) -> bool:
    dates = [each.card.published_at for each in ranking.selected if each.card.published_at]
    return bool(dates) and max(dates) < since


def _same_event(ranking: Ranking, _: datetime) -> bool:
    return sum(each.relation == "same_event" for each in ranking.selected) >= _MANY


PROBLEMS: dict[str, Check] = {
    "unfilled": _unfilled,
    "low": _low,
    "one_language": _one_language,
    "stale": _stale,
    "same_event": _same_event,
}
"""By name, in the order in which they are shown; an empty list is not filled, and no more."""


def problems_of(ranking: Ranking, since: datetime) -> tuple[str, ...]:
    """Return what is wrong with a list; it is stale if nothing on it is from `since` or later."""
    if not ranking.selected:
        return ("unfilled",)
    return tuple(name for name, holds in PROBLEMS.items() if holds(ranking, since))


def latest_problems(services: Services, days: int) -> Looked:
    """Look at the lists of the newest pages; stale is what has nothing of the last `days`."""
    newest = services.catalog.store.newest(LOOKED_AT)
    now = datetime.now(UTC)
    troubled = []
    for card in newest:
        try:
            ranking = services.recommender.related(card.id, services.settings.k, now=now)
        except UnknownArticle:
            # withdrawn since the newest were read
            continue
        if found := problems_of(ranking, now - timedelta(days=days)):
            troubled.append(Troubled(card, found))
    return Looked(len(newest), troubled)
