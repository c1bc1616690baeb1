"""Where stories stand in a list: pinned ones where an editor put them, the others in between."""

from collections.abc import Container, Iterable, Mapping
from itertools import count

import numpy as np
from numpy.typing import NDArray

from recommender.columns import Columns


def arranged(pinned: Mapping[int, int], others: Iterable[int], k: int) -> NDArray[np.intp]:
    """Return which candidates stand in a list of k, in its order: indices (m,), m <= k.

    `pinned` says which candidate is pinned to which place. The others fill up in their order; if
    they are too few, the pins close up.
    """
    rest = iter(others)
    places = (pinned[n] if n in pinned else next(rest, None) for n in range(1, k + 1))
    return np.array([index for index in places if index is not None], dtype=np.intp)


def pinned_places(candidates: Columns, k: int) -> dict[int, int]:
    """Return which candidate is pinned to which place of a list of k, from 1.

    A pin takes the position that it asks for. Of several that ask for the same, the latest takes
    it, and the others move on to the next that no pin asks for. Pins without a wish take the first
    positions that are left, in the order pinned. A pin that stands beyond k is not shown, so that
    a list is always the beginning of a longer one.
    """
    if not candidates.pin.any():
        return {}
    position = candidates.position.tolist()
    in_order = np.argsort(candidates.pin, kind="stable")
    pinned = in_order[candidates.pin[in_order] > 0].tolist()
    asking = [index for index in pinned if position[index]]
    places = {position[index]: index for index in asking}
    settled = set(places.values())
    for index in reversed(asking):
        if index not in settled:
            places[_next_free(places, position[index])] = index
    for index in pinned:
        if not position[index]:
            places[_next_free(places, 1)] = index
    return {place: places[place] for place in sorted(places) if place <= k}


def _next_free(places: Container[int], first: int) -> int:
    return next(place for place in count(first) if place not in places)
