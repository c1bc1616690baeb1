"""All that an editor sees of a page: the article, its list with reasons, and what holds there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from index.article import Article
from index.errors import EngineError, UnknownArticle
from index.store import Card, Decision, Store
from recommender.bootstrap import Services
from recommender.decisions import standing_under
from recommender.desk.page.asked import Asked
from recommender.explaining import Explanation, Reasons, explain
from recommender.ranking import Ranking, Recommendation


@dataclass(frozen=True, slots=True)
class Held:
    """A decision that holds, and the article that it is about; no card while it is withdrawn."""

    decision: Decision
    card: Card | None


@dataclass(frozen=True, slots=True)
class Column:
    """The list that a policy makes; `alone` are the ids of what only this one of two lists has."""

    policy: str
    stories: Sequence[Recommendation]
    alone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as an editor sees it.

    `expects` is the number of the last decision of all before the list was read. `missed` says why
    the article that was asked about is not there, `unknown` what is wrong with the question.
    `columns` are the lists of two policies, or nothing.
    """

    asked: Asked
    article: Article
    versions: Sequence[Card]
    explanation: Explanation
    held: Sequence[Held]
    expects: int
    missed: Reasons | None = None
    unknown: str | None = None
    columns: Sequence[Column] = ()


def sheet_of(services: Services, asked: Asked, now: datetime) -> Sheet:
    """Return what an editor sees of a page. Raises UnknownArticle, InvalidRequest."""
    store = services.catalog.store
    expects = store.position().decided
    article = store.article(asked.id)
    if article is None:
        raise UnknownArticle(f"no article with id {asked.id!r}; ingest it first, or check the id")
    ranking = listed(services, asked, asked.policy, now)
    missed, unknown = _missed(services, ranking, asked.why_not)
    return Sheet(
        asked=asked,
        article=article,
        versions=_others(store, asked.id),
        explanation=explain(services.catalog, ranking),
        held=_held(store, standing_under(store, asked.id, now)),
        expects=expects,
        missed=missed,
        unknown=unknown,
        columns=_columns(services, ranking, asked, now) if asked.against else (),
    )


def listed(services: Services, asked: Asked, policy: str, now: datetime) -> Ranking:
    """Return the list exactly as the site gets it for a reader. Raises as `related` does."""
    return services.recommender.related_to_several(
        [asked.id],
        services.settings.k if asked.k is None else asked.k,
        languages=[asked.language] if asked.language else (),
        now=now,
        policy=services.policies.named(policy or None),
    )


def id_of(services: Services, written: str) -> str:
    """Return the id of what somebody names by id or address. Raises UnknownArticle."""
    written = written.strip()
    if services.catalog.store.page(written) is None and "://" in written:
        return services.recommender.id_at(written)
    return written


def _missed(
    services: Services, ranking: Ranking, why_not: str
) -> tuple[Reasons | None, str | None]:
    if not why_not:
        return None, None
    try:
        asked = [id_of(services, why_not)]
        (reasons,) = explain(services.catalog, ranking, asked, runners_up=0).asked
    except EngineError as error:
        # a question that cannot be answered is no reason to hide the page
        return None, str(error)
    return reasons, None


def _others(store: Store, id_: str) -> list[Card]:
    story = store.stories.told([id_]).get(id_)
    ids = [] if story is None else store.stories.telling(story)
    cards = store.cards(store.rows_of(each for each in ids if each != id_)).values()
    return sorted(cards, key=lambda card: (card.language, card.id))


def _held(store: Store, decisions: Sequence[Decision]) -> list[Held]:
    rows = store.rows_of({each.article for each in decisions})
    cards = {card.id: card for card in store.cards(rows).values()}
    return [Held(each, cards.get(each.article)) for each in reversed(decisions)]


def _columns(
    services: Services, ranking: Ranking, asked: Asked, now: datetime
) -> tuple[Column, Column]:
    other = listed(services, asked, asked.against, now)
    return _beside(ranking, other), _beside(other, ranking)


def _beside(ranking: Ranking, other: Ranking) -> Column:
    there = {id_ for found in other.selected for id_ in _told_by(found)}
    alone = frozenset(found.id for found in ranking.selected if found.id not in there)
    return Column(ranking.policy, ranking.selected, alone)


def _told_by(found: Recommendation) -> set[str]:
    return {found.id, *(version.id for version in found.translations)}
