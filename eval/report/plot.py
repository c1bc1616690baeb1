"""Line plots as the templates draw them: small SVG in the colours of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.report.axis import Axis

WIDTH, HEIGHT = 380, 250
LEFT, RIGHT, TOP, BOTTOM = 42, 12, 12, 40


@dataclass(frozen=True, slots=True)
class Point:
    """A point in units of the axes, with the ends of its interval; `tip` says it in words."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Points from left to right; `kind` names its colour in the style sheet."""

    name: str
    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines on two axes; `described` tells what is to be seen to those who cannot see it."""

    title: str
    described: str
    x: Axis
    y: Axis
    lines: tuple[Line, ...]

    def left(self, value: float) -> str:
        """Return where a value of the x axis lies, in units of the drawing."""
        return f"{LEFT + self.x.place(value) * (WIDTH - LEFT - RIGHT):.1f}"

    def top(self, value: float) -> str:
        """Return where a value of the y axis lies, in units of the drawing."""
        return f"{TOP + (1 - self.y.place(value)) * (HEIGHT - TOP - BOTTOM):.1f}"

    def path(self, points: Sequence[Point]) -> str:
        """Return points as an SVG path."""
        return "M" + "L".join(f"{self.left(each.x)} {self.top(each.y)}" for each in points)
