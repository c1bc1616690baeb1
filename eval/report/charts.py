"""Which plots the report has."""

from collections.abc import Sequence

import numpy as np

from eval.report.axis import linear, logarithmic
from eval.report.estimate import Estimate
from eval.report.plot import Line, Plot, Point
from eval.report.reliability import Reliability
from eval.report.side import Side
from eval.report.wording import number, percent

_STEPS = 200
_FASTEST = 1e-3
_ENOUGH = 20


def reliability_plots(
    sides: Sequence[Side], found: Sequence[Reliability]
) -> tuple[Plot | None, ...]:
    """Return a plot for each run, all to the same height; None where nothing was shown.

    Points of fewer than 20 shown articles are left out.
    """
    shares = [
        group.high or group.mean or 0
        for each in found
        for one in each.bins
        for _, group in (one.within, one.across)
        if group.n >= _ENOUGH
    ]
    highest = min(1.0, max(shares, default=0.0)) or 1.0
    return tuple(
        _reliability_plot(side, each, highest) if each.bins else None
        for side, each in zip(sides, found, strict=True)
    )


def _reliability_plot(side: Side, found: Reliability, highest: float) -> Plot:
    within = _points([each.within for each in found.bins])
    across = _points([each.across for each in found.bins])
    scores = [point.x for point in (*within, *across)] or [0.0]
    return Plot(
        side.name,
        f"Share of related articles by score, for {side.name}; the table below has the numbers.",
        linear("score", min(scores), max(scores)),
        linear("share that is related", 0, highest),
        (
            Line("in the page's language", "own", within),
            Line("in another language", "other", across),
        ),
    )


def _points(groups: Sequence[tuple[float, Estimate]]) -> tuple[Point, ...]:
    return tuple(
        Point(
            score,
            of.mean,
            None if of.low is None else max(0, of.low),
            None if of.high is None else min(1, of.high),
            f"score {number(score)}: {percent(of.mean)} of {of.n} are related",
        )
        for score, of in groups
        if of.mean is not None and of.n >= _ENOUGH
    )


def milliseconds(side: Side) -> list[float]:
    """Return what each answer in any language took, in ascending order."""
    return sorted(1000 * a.seconds for a in side.run.answers if a.only is None)


def latency_plot(sides: Sequence[Side]) -> Plot:
    """Return the cumulative distribution of times."""
    times = [milliseconds(side) for side in sides]
    shares = np.linspace(0, 1, _STEPS + 1)
    lines = []
    for side, some, kind in zip(sides, times, ("one", "two"), strict=False):
        at = np.maximum(np.quantile(some, shares), _FASTEST).tolist()
        points = tuple(Point(t, y) for t, y in zip(at, shares.tolist(), strict=True))
        lines.append(Line(side.name, kind, points))
    return Plot(
        "Times of answers",
        "Share of answers that took no longer than a time; the table has the percentiles.",
        logarithmic("milliseconds", [point.x for line in lines for point in line.points]),
        linear("share that took no longer", 0, 1),
        tuple(lines),
    )
