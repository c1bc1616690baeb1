"""The list under a page before and after a decision about it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from index.errors import EngineError
from index.store.decision import Lists

if TYPE_CHECKING:
    from recommender.bootstrap import Services
    from recommender.ranking import Recommendation


def list_under(
    services: Services, page: str | None, now: datetime
) -> Sequence[Recommendation] | None:
    """Return what a reader without wishes gets; None without a page, or while it has no list."""
    if page is not None:
        # a decision is kept even where no list can be made, as for a page that is withdrawn
        with suppress(EngineError):
            return services.recommender.related(page, services.settings.k, now=now).selected
    return None


def lists_of(
    before: Sequence[Recommendation], after: Sequence[Recommendation], article: str
) -> Lists:
    """Return ids before and after a decision about an article, and where it stood by itself."""
    return Lists(
        tuple(found.id for found in before),
        tuple(found.id for found in after),
        next((n for n, found in enumerate(before, 1) if _is(found, article)), None),
    )


def _is(found: Recommendation, article: str) -> bool:
    """Say whether the engine itself recommends the story of an article."""
    versions = {found.id, *(version.id for version in found.translations)}
    return article in versions and not found.pinned
