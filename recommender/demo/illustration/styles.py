"""Abstract illustrations for stories that have no photograph: the same for the same story."""

import hashlib
from functools import lru_cache
from random import Random

from recommender.demo.illustration import nature, works
from recommender.demo.illustration.shapes import HEIGHT, WIDTH, Motif, Palette, shape

_STYLES: dict[str, tuple[Motif, tuple[str, ...]]] = {
    "world": (
        nature.meridians,
        (
            "#1d3557 #2f5d86 #a8c5d6 #f1e9da #e07a5f",
            "#efe6d5 #8fb0bd #2c5a73 #17354a #d1603d",
            "#22424f #3f7480 #b9d3cf #f6edd9 #f2a65a",
        ),
    ),
    "science": (
        nature.orbits,
        (
            "#14152b #2d2f6b #6c63c7 #c9c4f4 #f5c76a",
            "#101d2e #1f4263 #4f8fb8 #cfe4ee #f2937b",
            "#231433 #4b2a66 #9b6bbd #e6d2f2 #ffd37a",
        ),
    ),
    "health": (
        nature.cells,
        (
            "#eaf2ea #b7d8c4 #5fa68a #24574a #f08a78",
            "#f8ece6 #efc4b2 #d98872 #7a3b3a #5b9a92",
            "#e9f0f4 #bcd5e0 #6ba3b8 #275066 #f0a868",
        ),
    ),
    "business": (
        works.columns,
        (
            "#f3ede1 #d8c7a3 #b08a4a #2c3a3f #c2452d",
            "#e8edec #b5c6c4 #5f8583 #1f3b40 #e3a13b",
            "#f2e9e4 #d2b8a8 #9a6a58 #3a2a32 #3f7f8c",
        ),
    ),
    "technology": (
        works.circuits,
        (
            "#0f2a2e #17474c #2e8b8b #a9e0d5 #ffb454",
            "#1a1d33 #2b3160 #5560b8 #c2c8f5 #ff8f6b",
            "#20262b #37424a #6d8796 #d5e2e8 #e8c547",
        ),
    ),
    "culture": (
        works.tiles,
        (
            "#f7e7d3 #d9593d #274690 #e9b44c #1b1b2f",
            "#f3ead9 #356859 #b9563b #e8c07d #2a2a3c",
            "#efe3e0 #7b3f61 #d08c60 #4f7c82 #241e2e",
        ),
    ),
    "sports": (
        works.lanes,
        (
            "#b8432f #d9683f #f2b880 #fff1dd #1f3b57",
            "#1f5c4a #2f8061 #8fc49a #f4f3dc #e2683c",
            "#234a74 #3a6ea5 #9cc0dd #f5f0e4 #eeb03d",
        ),
    ),
    "climate": (
        nature.waves,
        (
            "#f5d9a8 #e88d5a #6f9ea8 #2f6170 #173b45",
            "#f4dfd0 #d9735b #a98fa3 #5f5b80 #2d2f52",
            "#e6eee0 #e9b25c #8fb58f #47796a #1e4744",
        ),
    ),
}
_OTHERS = "world"


@lru_cache(maxsize=1024)
def illustration(slug: str, section: str) -> str:
    """Return an SVG document for a story, in the colours and shapes of its section."""
    chance = Random(hashlib.blake2b(slug.encode(), digest_size=8).digest())
    motif, palettes = _STYLES.get(section, _STYLES[_OTHERS])
    palette: Palette = tuple(chance.choice(palettes).split())
    shapes = [shape("rect", width=WIDTH, height=HEIGHT, fill=palette[0])]
    shapes += motif(chance, palette)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{"".join(shapes)}</svg>'
    )
