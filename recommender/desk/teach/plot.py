"""Where the parts of a plot of shares over weeks stand; a template draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recommender.desk.teach.agreeing import Share

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 12, 28
_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A week's share, and where it stands in units of the drawing; `is_named` has its date below.

    A greater share stands higher, at a smaller `y`; `low` and `high` are those of its bounds.
    """

    week: date
    share: Share
    x: float
    y: float
    low: float
    high: float
    is_named: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing, WIDTH by HEIGHT: levels with the heights they stand at, and points in order."""

    levels: Sequence[tuple[float, float]]
    points: Sequence[Point]
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    foot: float = HEIGHT - _BOTTOM

    @property
    def course(self) -> str:
        """The line from point to point, as SVG has it."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def plotted(shares: Mapping[date, Share]) -> Plot:
    """Return the plot of shares by week, of at least one week; weeks without any leave room."""
    weeks = sorted(shares)
    step = -(-len(weeks) // _MOST_NAMES)
    points = [
        Point(
            week,
            shares[week],
            _across(week, weeks),
            _height(shares[week].value),
            _height(shares[week].low),
            _height(shares[week].high),
            is_named=(len(weeks) - 1 - n) % step == 0,
        )
        for n, week in enumerate(weeks)
    ]
    return Plot([(level, _height(level)) for level in _LEVELS], points)


def _across(week: date, weeks: Sequence[date]) -> float:
    margin = 24
    span = (weeks[-1] - weeks[0]).days
    width = WIDTH - _LEFT - _RIGHT - 2 * margin
    part = (week - weeks[0]).days / span if span else 0.5
    return round(_LEFT + margin + part * width, 1)


def _height(share: float) -> float:
    return round(_TOP + (1 - share) * (HEIGHT - _TOP - _BOTTOM), 1)
