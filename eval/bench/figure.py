"""One measured figure, and how to time a piece of work."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; `note` says what it stands next to."""

    name: str
    value: float
    unit: str
    note: str = ""


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes, in seconds."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def paired_ratio(
    work: Callable[[], object], base: Callable[[], object], rounds: int = 7
) -> tuple[float, float]:
    """Return the median over rounds of work's time over base's, and base's median in seconds.

    The two take turns, so that a machine that slows down slows both.
    """
    pairs = [(seconds(base), seconds(work)) for _ in range(rounds)]
    return median(work / base for base, work in pairs), median(base for base, _ in pairs)
