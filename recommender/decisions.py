"""Taking down what an editor decides; from then on the answers keep to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from index.errors import UnknownArticle
from index.store import Decision, Store, Verdict
from index.store.decision import Scope
from recommender.deciding.cautions import cautions
from recommender.deciding.checking import LONGEST_NAME, LONGEST_NOTE, checked
from recommender.deciding.listing import list_under, lists_of

if TYPE_CHECKING:
    from recommender.bootstrap import Services

__all__ = ["LONGEST_NAME", "LONGEST_NOTE", "Decided", "decide", "standing_under"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was kept, and what its editor should know of it."""

    decision: Decision
    warnings: tuple[str, ...] = ()


def decide(services: Services, decision: Decision, expects: int | None = None) -> Decided:
    """Keep a decision; every answer from now on follows it.

    `expects` is the number of the last decision about the page that its editor has seen, 0 for
    none. Raises UnknownArticle if the page or the article was never published, InvalidRequest for
    what makes no sense, and DecidedMeanwhile if somebody has decided about the page since.
    """
    store = services.catalog.store
    decision = checked(store, decision)
    warnings = cautions(store, decision, services.settings.k)
    before = list_under(services, decision.seed, decision.at)
    kept = store.decisions.append(decision, expects)
    if kept.verdict != Verdict.MERGE and kept.scope == Scope.STORY:
        for _ in services.catalog.find_stories():
            pass
    after = list_under(services, decision.seed, decision.at)
    if before is not None and after is not None:
        lists = lists_of(before, after, kept.article)
        store.decisions.keep_lists(kept.number, lists)
        kept = replace(kept, lists=lists)
    return Decided(kept, tuple(warnings))


def standing_under(store: Store, page: str, now: datetime | None = None) -> list[Decision]:
    """Return what holds under a page at a moment and of its story, in the order decided.

    Raises UnknownArticle if there never was such a page.
    """
    known = store.decisions.known([page]).get(page)
    if known is None:
        raise UnknownArticle(f"no article with id {page!r}; ingest it first, or check the id")
    standing = store.decisions.standing(page, known.language, known.section, now)
    held = [*(each.decision for each in standing), *store.decisions.about_story(page)]
    return sorted(held, key=lambda each: each.number)
