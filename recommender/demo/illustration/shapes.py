"""What illustrations are drawn with."""

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

WIDTH, HEIGHT = 800, 500

Palette = tuple[str, ...]
"""Five colours: the ground, three tones from near the ground to far from it, an accent."""

Shapes = list[str]
Motif = Callable[[Random, Palette], Shapes]


def shape(element: str, **attributes: object) -> str:
    """Return an SVG element; `stroke_width` gives `stroke-width`."""
    written = (f'{name.replace("_", "-")}="{_short(v)}"' for name, v in attributes.items())
    return f"<{element} {' '.join(written)}/>"


def polar(x: float, y: float, radius: float, degrees: float) -> tuple[float, float]:
    """Return the point at a distance and direction from a centre."""
    angle = degrees * pi / 180
    return x + radius * cos(angle), y + radius * sin(angle)


def _short(value: object) -> object:
    return f"{value:.5g}" if isinstance(value, float) else value
