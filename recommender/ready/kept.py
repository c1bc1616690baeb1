"""Lists that the keeper has made already: what most requests ask for takes one look-up."""

from collections.abc import Callable
from time import time

from index.store import Position
from index.store.kept_lists import KeptList
from recommender.bootstrap import Services
from recommender.changes.ground import ground_of, ground_of_answers
from recommender.ready.asked import Asked


class KeptAnswers:
    """The lists in bytes that are kept for pages as everybody sees them, while they hold.

    `clock` is in seconds since 1970.
    """

    def __init__(self, services: Services, clock: Callable[[], float] = time) -> None:
        self._services, self._store, self._clock = services, services.catalog.store, clock
        self._ground = ground_of_answers(ground_of(services.settings), services.catalog.model_id)

    def of(self, wanted: Asked, now_at: Position) -> KeptList | None:
        """Return what answers a request; None if it is not kept, or may not hold any more.

        `now_at` is the position of the store. Raises StoreUnavailable.
        """
        if not self._services.is_kept or not self._is_for_everybody(wanted):
            return None
        (page,) = wanted.ids
        kept = self._store.kept_lists.of(page)
        if kept is None or kept.ground != self._ground or kept.until <= self._clock():
            return None
        decisions = self._store.decisions
        if decisions.concern(page, now_at.decided) and decisions.last_on_page(page) > kept.decided:
            return None
        return kept

    def _is_for_everybody(self, wanted: Asked) -> bool:
        settings, default = self._services.settings, self._services.policies.default
        return (
            len(wanted.ids) == 1
            and wanted.k in (None, settings.k)
            and wanted.policy in (None, settings.policy)
            and not (wanted.languages or wanted.only or wanted.exclude)
            and not default.languages.accept_language
        )
