"""Motifs of what is found: the globe, planets, cells, the sea."""

from math import cos, pi, sin
from random import Random

from recommender.demo.illustration.shapes import HEIGHT, WIDTH, Palette, Shapes, polar, shape


def meridians(chance: Random, palette: Palette) -> Shapes:
    """Return a globe with a route over it."""
    _, near, middle, far, accent = palette
    x, y, radius = chance.randint(180, 620), chance.randint(260, 420), chance.randint(240, 330)
    tilt = f"rotate({chance.randint(-30, 30)} {x} {y})"
    line = {"fill": "none", "stroke": middle, "stroke_width": 2, "transform": tilt}
    shapes = [shape("circle", cx=x, cy=y, r=radius, fill=near)]
    shapes += [
        shape("ellipse", cx=x, cy=y, rx=radius * share, ry=radius, **line)
        for share in (0.0, 0.3, 0.58, 0.82, 1.0)
    ]
    for share in (-0.66, -0.33, 0.0, 0.33, 0.66):
        half = radius * (1 - share * share) ** 0.5
        height = y + radius * share
        shapes.append(shape("path", d=f"M{x - half:.0f} {height:.0f}h{2 * half:.0f}", **line))
    start, end = sorted(chance.sample(range(-60, 61, 5), 2))
    ends = [polar(x, y, radius * 0.7, angle - 90) for angle in (start - 20, end + 20)]
    (ax, ay), (bx, by) = ends
    top = min(ay, by) - chance.randint(70, 150)
    route = f"M{ax:.0f} {ay:.0f}Q{(ax + bx) / 2:.0f} {top:.0f} {bx:.0f} {by:.0f}"
    shapes.append(shape("path", d=route, fill="none", stroke=accent, stroke_width=6))
    shapes += [shape("circle", cx=px, cy=py, r=13, fill=accent) for px, py in ends]
    return [*shapes, shape("circle", cx=ends[1][0], cy=ends[1][1], r=5, fill=far)]


def orbits(chance: Random, palette: Palette) -> Shapes:
    """Return a planet, its orbits and stars."""
    _, near, middle, far, accent = palette
    x, y = chance.randint(240, 560), chance.randint(190, 310)
    tilt = f"rotate({chance.randint(-35, 35)} {x} {y})"
    shapes = [
        shape("circle", cx=chance.randint(0, WIDTH), cy=chance.randint(0, HEIGHT),
              r=chance.choice((1.5, 2, 3)), fill=far, opacity=0.7)
        for _ in range(46)
    ]  # fmt: skip
    radius = chance.randint(70, 105)
    for turn in range(1, 5):
        rx = radius + turn * 85
        shapes.append(
            shape("ellipse", cx=x, cy=y, rx=rx, ry=rx * 0.38, fill="none", stroke=middle,
                  stroke_width=2, opacity=1 - turn * 0.15, transform=tilt)
        )  # fmt: skip
        angle = chance.uniform(0, 2 * pi)
        moon = accent if turn == 2 else near
        shapes.append(
            shape("circle", cx=x + rx * cos(angle), cy=y + rx * 0.38 * sin(angle),
                  r=chance.randint(12, 26), fill=moon, transform=tilt)
        )  # fmt: skip
    shapes.append(shape("circle", cx=x, cy=y, r=radius, fill=middle))
    lit = f"M{x} {y - radius}a{radius} {radius} 0 0 1 0 {2 * radius}"
    shade = f"a{radius * 1.5:.0f} {radius * 1.5:.0f} 0 0 0 0 {-2 * radius}z"
    return [*shapes, shape("path", d=lit + shade, fill=far, transform=tilt)]


def cells(chance: Random, palette: Palette) -> Shapes:
    """Return cells under a microscope, one of them marked."""
    _, near, middle, far, accent = palette
    shapes = []
    centres = [(column * 180 + 40, row * 180 + 70) for column in range(5) for row in range(3)]
    chance.shuffle(centres)
    for number, (left, top) in enumerate(centres):
        x, y = left + chance.randint(-45, 45), top + chance.randint(-45, 45)
        radius = chance.randint(55, 125)
        body, core = (accent, far) if number == len(centres) - 3 else (near, middle)
        shapes.append(shape("circle", cx=x, cy=y, r=radius, fill=body, opacity=0.75))
        shapes.append(
            shape("circle", cx=x, cy=y, r=radius - 12, fill="none", stroke=core,
                  stroke_width=1.5, opacity=0.6)
        )  # fmt: skip
        shift = radius * 0.25
        shapes.append(
            shape("circle", cx=x + chance.uniform(-shift, shift),
                  cy=y + chance.uniform(-shift, shift), r=radius * 0.3, fill=core)
        )  # fmt: skip
    return shapes


def waves(chance: Random, palette: Palette) -> Shapes:
    """Return hills or waves under a sun."""
    ground, sun, *tones = palette
    x, y, radius = chance.randint(140, 660), chance.randint(110, 190), chance.randint(55, 95)
    shapes = [
        shape("circle", cx=x, cy=y, r=radius + 34, fill=sun, opacity=0.25),
        shape("circle", cx=x, cy=y, r=radius, fill=sun),
    ]
    layers = [ground, *tones]
    for number in range(1, 7):
        base = 150 + number * 52
        swing, length = chance.randint(16, 44), chance.choice((200, 267, 400))
        shift = chance.randint(-length, 0)
        path = f"M{shift} {base}q{length / 4:.0f} {-swing} {length / 2:.0f} 0"
        path += f"t{length / 2:.0f} 0" * (2 * (WIDTH - shift) // length + 1)
        colour, opacity = layers[1 + (number - 1) // 2], 0.6 if number % 2 else 1
        shapes.append(shape("path", d=f"{path}V{HEIGHT}H{shift}z", fill=colour, opacity=opacity))
    return shapes
