"""Now and then: do shortlists still hold what a fresh look finds?"""

import numpy as np

from index.catalog import Catalog
from index.shortlists.neighbourhood import look_around
from recommender.operations.measures import RECALL

PAGES = 5
_DEPTH = 32
"""Stories that are compared, best first: nearly all that is ever shown is among them."""
_NEAR = 20
"""Articles that are looked through for a published one."""


def sample_recall(catalog: Catalog, seed: int | None = None) -> float | None:
    """Return the mean share of a fresh look's best stories that shortlists of a few pages hold.

    Pages are taken at random; None if there are none to compare. The result is kept for `/metrics`.
    """
    newest = catalog.store.position().change
    places = np.random.default_rng(seed).integers(0, max(newest, 1), PAGES).tolist()
    stories = {story for place in places if (story := _story_after(catalog, place)) is not None}
    shares = [share for story in stories if (share := _share_held(catalog, story)) is not None]
    if not shares:
        return None
    recall = float(np.mean(shares))
    RECALL.set(recall)
    return recall


def _story_after(catalog: Catalog, change: int) -> int | None:
    """Return the story that the next published article tells, in the order of changes."""
    found = catalog.store.register.after(change, _NEAR)
    return next((each.story for each in found if each.story is not None), None)


def _share_held(catalog: Catalog, story: int) -> float | None:
    kept = catalog.shortlist(story)
    around = look_around(
        catalog.store, catalog.index, catalog.facts, catalog.calibrator.current(), story
    )
    if kept is None or around is None:
        return None
    fresh = dict.fromkeys(around.shortlist().story.tolist())
    best = [each for each in fresh if each != story][:_DEPTH]
    held = {*kept.story.tolist()}
    return sum(each in held for each in best) / len(best) if best else None
