"""The log as editors read it: each decision with its articles, and what it changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from index.store import Card, Decision, Store, Verdict
from index.store.decision import Which
from recommender.deciding.taking_back import holds
from recommender.desk.trace.changes import Change, changes

State = Literal["holds", "expired", "over", "undo"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision of the log.

    `changes` are those in the page's list, None where no list was kept. `state` says whether it
    holds still, or has expired, or was taken back or replaced; what takes back does not hold.
    """

    decision: Decision
    changes: Sequence[Change] | None
    state: State


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the log, latest first.

    `cards` has the articles that are published, by id. `older` is what `below` must be for the
    next part, None at the end. `expects` is the number of the last decision when it was read.
    """

    entries: Sequence[Entry]
    cards: Mapping[str, Card]
    older: int | None
    expects: int


def part_of(store: Store, which: Which, below: int | None, limit: int, now: datetime) -> Part:
    """Return at most `limit` decisions with a number `below` one, as they stand at a moment."""
    expects = store.position().decided
    found = store.decisions.log(replace(which, below=below), limit + 1)
    entries = [_entry(store, each, now) for each in found[:limit]]
    ids = {id_ for each in entries for id_ in _ids(each)}
    cards = store.cards(store.rows_of(ids)).values()
    older = found[limit - 1].number if len(found) > limit else None
    return Part(entries, {card.id: card for card in cards}, older, expects)


def _entry(store: Store, decision: Decision, now: datetime) -> Entry:
    lists = decision.lists
    changed = changes(lists.before, lists.after) if lists else None
    return Entry(decision, changed, _state(store, decision, now))


def _state(store: Store, decision: Decision, now: datetime) -> State:
    if decision.verdict == Verdict.UNDO:
        return "undo"
    if not holds(store, decision):
        return "over"
    return "holds" if decision.holds(now) else "expired"


def _ids(entry: Entry) -> Iterator[str]:
    yield entry.decision.article
    if entry.decision.seed is not None:
        yield entry.decision.seed
    for change in entry.changes or ():
        yield change.id
