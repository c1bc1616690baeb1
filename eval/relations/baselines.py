"""What would be said of pairs without looking at what they say."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.relations import EVENT_DAYS


def majority(labels: Sequence[str], count: int) -> list[str]:
    """Say of all pairs what is most often so."""
    return [Counter(labels).most_common(1)[0][0]] * count


def by_date(days: NDArray[np.float64]) -> list[str]:
    """Say the same event within two days, a follow-up later, background earlier or undated."""
    found = [np.abs(days) <= EVENT_DAYS, days > 0]
    said: list[str] = np.select(found, ["same_event", "follow_up"], "background").tolist()
    return said
