"""Curves as one SVG file: raw scores on the left, calibrated ones on the right."""

from collections.abc import Sequence

import numpy as np
from jinja2 import Environment, PackageLoader
from numpy.typing import NDArray

from eval.calibration.curves import Curve
from eval.report import plot
from eval.report.axis import Axis, linear, logarithmic
from eval.report.plot import Line, Plot, Point

_SHARES = np.geomspace(0.99, 2e-4, 60)


def drawn(curves: Sequence[Curve]) -> str:
    """Return an SVG document of the curves; ValueError if there are none."""
    if not curves:
        raise ValueError("no two languages have enough articles to draw a curve")
    environment = Environment(loader=PackageLoader("eval", "calibration"), autoescape=True)
    plots = (
        _plot("raw score", curves, [curve.raw for curve in curves]),
        _plot("calibrated score", curves, [curve.calibrated for curve in curves]),
    )
    template = environment.get_template("calibration.svg")
    return template.render(plots=plots, frame=plot)


def _plot(name: str, curves: Sequence[Curve], scores: Sequence[NDArray[np.float32]]) -> Plot:
    lines = [_line(curve, found) for curve, found in zip(curves, scores, strict=True)]
    values = [point.x for line in lines for point in line.points]
    described = f"Share of unrelated pairs that reach a {name}, one line for each two languages."
    x = linear(name, min(values), max(values))
    return Plot(name, described, x, _shares(), tuple(lines))


def _shares() -> Axis:
    axis = logarithmic("share", [float(_SHARES[-1]), 1.0])
    marks = ((1.0, "all"), (0.1, "1 in 10"), (0.01, "1 in 100"), (0.001, "1 in 1,000"))
    return Axis(axis.label, axis.place, marks)


def _line(curve: Curve, scores: NDArray[np.float32]) -> Line:
    one, other = curve.languages
    seen = _SHARES[len(scores) * _SHARES >= 3]
    points = tuple(
        Point(float(score), float(share))
        for score, share in zip(np.quantile(scores, 1 - seen), seen, strict=True)
    )
    return Line(f"{one} – {other}", "own" if one == other else "across", points)
