"""What every measure returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from statistics import fmean

from eval.errors import InvalidRun


class Aim(StrEnum):
    """Which values are better; NEUTRAL with a target is best near it."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure of a run.

    `by_seed` are the values of the seeds whose mean `value` is; None for a figure of the run as a
    whole. `explanation` is one line on what it says, `note` counts what was left out of it or
    counted as 0, "" for nothing. `value` is None where it cannot be computed, and `note` says why.
    Raises InvalidRun for values that are NaN or infinite.
    """

    name: str
    value: float | None
    by_seed: Mapping[str, float] | None
    aim: Aim
    explanation: str
    target: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for seed, value in (self.by_seed or {}).items():
            if not isfinite(value):
                raise InvalidRun(f"{self.name} of seed {seed!r} is {value}; record the run again")
        if self.value is not None and not isfinite(self.value):
            raise InvalidRun(f"{self.name} is {self.value}; record the run again")


def mean_of_seeds(
    name: str,
    by_seed: Mapping[str, float],
    aim: Aim,
    explanation: str,
    *,
    target: float | None = None,
    note: str = "",
) -> Measured:
    """Return the mean over seeds; None if there are none, which `note` has to explain."""
    value = fmean(by_seed.values()) if by_seed else None
    return Measured(name, value, by_seed, aim, explanation, target, note)


def noted(*counts: tuple[int, str]) -> str:
    """Return what was left out as a line: the counts that are not 0, with what they count."""
    return "; ".join(f"{count} {what}" for count, what in counts if count)
