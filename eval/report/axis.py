"""Axes of plots: where a value lies, and which values are marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Axis:
    """`place` takes a value to [0, 1]; `ticks` are values with what is written there."""

    label: str
    place: Callable[[float], float]
    ticks: tuple[tuple[float, str], ...]


def linear(label: str, low: float, high: float, marks: int = 5) -> Axis:
    """Return an axis from low to high, with about as many round marks."""
    width = (high - low) or 1.0
    step = _round_step(width / marks)
    first, last = ceil(low / step - 1e-9), floor((low + width) / step + 1e-9)
    places = max(0, -floor(log10(step)))
    ticks = tuple((n * step, f"{n * step:.{places}f}") for n in range(first, last + 1))
    return Axis(label, lambda value: (value - low) / width, ticks)


def logarithmic(label: str, values: Sequence[float]) -> Axis:
    """Return an axis over values > 0, with marks at 1, 2 and 5 times the powers of ten."""
    low, high = log10(min(values)), log10(max(values))
    low, high = (low, high) if high - low > 0.3 else (low - 0.15, high + 0.15)
    marks = [
        step * 10.0**power
        for power in range(floor(low), ceil(high) + 1)
        for step in _STEPS[:3]
        if low <= log10(step * 10.0**power) <= high
    ]
    if len(marks) > 7:
        marks = [mark for mark in marks if f"{mark:e}".startswith("1")]
    ticks = tuple((mark, f"{mark:g}") for mark in marks)
    return Axis(label, lambda value: (log10(value) - low) / (high - low), ticks)


def _round_step(rough: float) -> float:
    power: float = 10.0 ** floor(log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * 0.999)
