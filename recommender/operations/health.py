"""Whether a service answers as it should, and what is wrong although it answers."""

from index.errors import StoreUnavailable
from recommender.bootstrap import Services
from recommender.keeping import is_kept

MOST_BEHIND = 10_000
"""Changes that shortlists may be behind before it is worth saying."""


def behind(services: Services) -> int:
    """Return how many changes shortlists do not follow yet."""
    position = services.catalog.store.position()
    return max(position.change - position.related, 0)


def require_store(services: Services) -> None:
    """Raise StoreUnavailable if the store's file is gone; what is open goes on for a while."""
    path = services.catalog.store.path
    if not path.exists():
        raise StoreUnavailable(f"the store {str(path)!r} is gone; restore it and restart")


def degraded(services: Services) -> list[str]:
    """Return what is wrong although requests are answered, each with the way out."""
    found = []
    if not is_kept(services.settings.home):
        found.append(
            "no keeper is at work, so what changes comes into lists late; look for its errors in "
            "the log, or start 'recommender serve'"
        )
    if (late := behind(services)) > MOST_BEHIND:
        found.append(
            f"shortlists are {late} changes behind; the keeper catches up by itself unless it logs "
            "errors"
        )
    return found
