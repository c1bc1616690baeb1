"""What takes no effort: anything, and whatever is newest."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from index.store import Seed

_NO_DATE = datetime(1, 1, 1, tzinfo=UTC)


class Random:
    """A random order, another one for every seed, but the same each time."""

    def __init__(self, count: int) -> None:
        self._count = count

    def score(self, seed: Seed) -> NDArray[np.floating]:
        """Return the score (n,) of every article."""
        return np.random.default_rng(seed.row).random(self._count)


class Newest:
    """The latest first, whatever the page is; articles without a date come last."""

    def __init__(self, published_at: Sequence[datetime | None]) -> None:
        dates = [(each or _NO_DATE).timestamp() for each in published_at]
        # ranks instead of seconds, which would lose their order in 32 bits
        self._score = 1.0 + np.unique(dates, return_inverse=True)[1]

    def score(self, seed: Seed) -> NDArray[np.floating]:  # noqa: ARG002
        """Return the score (n,) of every article."""
        return self._score
