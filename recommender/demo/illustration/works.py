"""Motifs of what people make: figures, circuits, ornament, games."""

from random import Random

from recommender.demo.illustration.shapes import HEIGHT, WIDTH, Palette, Shapes, polar, shape


def columns(chance: Random, palette: Palette) -> Shapes:
    """Return columns of unequal height and a line that runs over them."""
    _, near, middle, far, accent = palette
    shapes = []
    count = chance.randint(7, 10)
    step = WIDTH / count
    level = chance.randint(110, 190)
    points = []
    for number in range(count):
        level = min(max(level + chance.randint(-55, 85), 70), 390)
        colour = (near, middle, near, far)[chance.randrange(4)]
        left = number * step + step * 0.12
        shapes.append(
            shape("rect", x=left, y=HEIGHT - level, width=step * 0.76, height=level, fill=colour)
        )
        points.append((left + step * 0.38, HEIGHT - level - chance.randint(25, 70)))
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    shapes.append(
        shape("polyline", points=path, fill="none", stroke=accent, stroke_width=6,
              stroke_linejoin="round", stroke_linecap="round")
    )  # fmt: skip
    x, y = points[-1]
    return [*shapes, shape("circle", cx=x, cy=y, r=13, fill=accent)]


def circuits(chance: Random, palette: Palette) -> Shapes:
    """Return conducting paths on a board of dots."""
    _, near, middle, far, accent = palette
    pitch = 50
    dots = {"stroke": near, "stroke_width": 6, "stroke_dasharray": f"0 {pitch}"}
    shapes = [
        shape("path", d=f"M25 {y}H{WIDTH}", stroke_linecap="round", **dots)
        for y in range(25, HEIGHT, pitch)
    ]
    rows = chance.sample(range(10), 7)
    for number, row in enumerate(rows):
        start, bend = chance.randint(0, 5), chance.randint(6, 9)
        shift = chance.choice((-2, -1, 1, 2))
        x, y = 25 + start * pitch, 25 + row * pitch
        run, rise = (bend - start) * pitch, shift * pitch
        tail = chance.randint(1, 4) * pitch
        path = f"M{x} {y}h{run}l{abs(rise)} {rise}h{tail}"
        colour = accent if number == len(rows) - 1 else (middle, middle, far)[number % 3]
        shapes.append(
            shape("path", d=path, fill="none", stroke=colour, stroke_width=7,
                  stroke_linejoin="round", stroke_linecap="round")
        )  # fmt: skip
        end = x + run + abs(rise) + tail
        for px, py in ((x, y), (end, y + rise)):
            shapes.append(
                shape("circle", cx=px, cy=py, r=13, fill=palette[0], stroke=colour, stroke_width=7)
            )
    return shapes


def tiles(chance: Random, palette: Palette) -> Shapes:
    """Return a wall of tiles, each a piece of a circle or a square."""
    side = 160
    shapes = []
    for left in range(0, WIDTH, side):
        for top in range(0, HEIGHT, side):
            ground, figure = chance.sample(palette, 2)
            shapes.append(
                shape("rect", x=left, y=top, width=side + 1, height=side + 1, fill=ground)
            )
            turn = f"rotate({chance.randrange(4) * 90} {left + 80} {top + 80})"
            path = chance.choice(
                (
                    f"M{left} {top}h160a160 160 0 0 1-160 160z",
                    f"M{left} {top}h160a80 80 0 0 1-160 0z",
                    f"M{left} {top}h160l-160 160z",
                    f"M{left + 80} {top}a80 80 0 0 1 0 160a80 80 0 0 1 0-160z",
                )
            )
            shapes.append(shape("path", d=path, fill=figure, transform=turn))
    return shapes


def lanes(chance: Random, palette: Palette) -> Shapes:
    """Return the lanes of a track in a curve, and a ball."""
    _, near, middle, far, accent = palette
    x = chance.choice((-60, WIDTH + 60))
    y = chance.randint(320, 560)
    shapes = []
    inner = chance.randint(170, 250)
    for number in range(7):
        radius = inner + number * 78
        colour = (near, middle, near)[number % 3]
        shapes.append(
            shape("circle", cx=x, cy=y, r=radius, fill="none", stroke=colour, stroke_width=79)
        )
        shapes.append(
            shape("circle", cx=x, cy=y, r=radius + 39, fill="none", stroke=far, stroke_width=3)
        )
    lane = inner + chance.randint(2, 4) * 78
    angle = chance.randint(20, 60)
    bx, by = polar(x, y, lane, -angle if x < 0 else angle - 180)
    ball = chance.randint(46, 66)
    shapes.append(shape("circle", cx=bx + 10, cy=by + 12, r=ball, fill="#000", opacity=0.18))
    return [*shapes, shape("circle", cx=bx, cy=by, r=ball, fill=accent)]
