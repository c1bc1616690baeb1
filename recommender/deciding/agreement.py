"""How often the engine had found by itself what editors judged, from the lists that were kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from index.store import Decision, Store, Verdict
from index.store.decision import Scope
from recommender.deciding.judgements import judged

Key = TypeVar("Key", date, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an editor judged in a week, named by its Monday, and whether the engine had it.

    `liked` says whether the article was pinned or approved, and not blocked; `listed` whether it
    stood in the page's list by itself when an editor first decided about the two.
    """

    week: date
    languages: tuple[str, str]
    liked: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many links editors liked, and how many of them the engine had found.

    Likewise how many they blocked, and how many of those it had shown.
    """

    liked: int
    found: int
    blocked: int
    shown: int


def agreement(store: Store) -> list[Judgement]:
    """Return what editors judged of the pairs whose list was kept, in the order decided.

    Of a page and an article the latest decision counts, and the list before the first, which no
    editor had changed for it. The languages are the page's and the article's.
    """
    log = store.decisions.all()
    first = _first(log)
    kept = [each for each in judged(log) if first[each.seed, each.article].lists is not None]
    ids = {id_ for each in kept for id_ in (each.seed or "", each.article)}
    known = store.decisions.known(sorted(ids))
    return [
        Judgement(
            week=_monday(each),
            languages=(known[each.seed or ""].language, known[each.article].language),
            liked=each.verdict != Verdict.BLOCK,
            listed=_was_listed(first[each.seed, each.article]),
        )
        for each in sorted(kept, key=lambda each: each.number)
    ]


def tallied(judgements: Iterable[Judgement], by: Callable[[Judgement], Key]) -> dict[Key, Tally]:
    """Return how editors and engine agree by whatever `by` gives, such as the week, in order."""
    groups: dict[Key, list[Judgement]] = {}
    for each in judgements:
        groups.setdefault(by(each), []).append(each)
    return {key: _tally(groups[key]) for key in sorted(groups)}


def _tally(judgements: list[Judgement]) -> Tally:
    return Tally(
        liked=sum(each.liked for each in judgements),
        found=sum(each.liked and each.listed for each in judgements),
        blocked=sum(not each.liked for each in judgements),
        shown=sum(not each.liked and each.listed for each in judgements),
    )


def _first(log: Iterable[Decision]) -> dict[tuple[str | None, str], Decision]:
    first: dict[tuple[str | None, str], Decision] = {}
    for each in log:
        if each.scope == Scope.PAGE:
            first.setdefault((each.seed, each.article), each)
    return first


def _was_listed(decision: Decision) -> bool:
    return decision.lists is not None and decision.lists.place is not None


def _monday(decision: Decision) -> date:
    day = decision.at.date()
    return day - timedelta(days=day.weekday())
