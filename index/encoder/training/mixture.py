"""The mixture: which kinds of material a run draws from, and its endless row of batches."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.encoder.training.batches import Batch, Kind, Material
from index.encoder.training.cache import load_corpus
from index.encoder.training.glossary import LANGUAGES, load_glossary
from index.encoder.training.glosses import Glosses

GLOSSARY = "glossary"
"""Folder of the glossary in the cache."""

KINDS = (
    Kind("titles", 0.16),
    Kind("lexicon", 0.02),
    Kind("sentences", 0.13),
    Kind("sentences", 0.07, rows=(2, 6), pairs=1024),
    Kind("bible", 0.01, rows=(1, 3), pairs=1024),
    Kind("bible", 0.02, rows=(2, 4), relation="next", pairs=1024),
    Kind("news", 0.05),
    Kind("news", 0.08, rows=(2, 6), pairs=1024),
    Kind("news", 0.13, rows=(2, 7), relation="next", pairs=1024),
    Kind("news", 0.12, rows=(2, 7), pairs=1024, glossed="word by word"),
    Kind("news", 0.21, rows=(2, 7), relation="next", pairs=1024, glossed="word by word"),
)


def open_materials(cache: Path, kinds: tuple[Kind, ...] = KINDS) -> list[Material]:
    """Load each source once and prepare every kind that the cache has material for.

    Glossed kinds need a glossary there. ValueError if no two languages share enough rows.
    """
    names = {kind.source for kind in kinds}
    corpora = {name: load_corpus(cache / name) for name in names if _is_there(cache / name)}
    there = [kind for kind in kinds if kind.source in corpora]
    materials = [Material(kind, corpora[kind.source]) for kind in there if kind.glossed == "not"]
    if (cache / GLOSSARY / LANGUAGES).exists():
        glossary = load_glossary(cache / GLOSSARY)
        glossed = [kind for kind in there if kind.glossed != "not"]
        materials += [Glosses(kind, corpora[kind.source], glossary) for kind in glossed]
    useful = [material for material in materials if material.tables]
    if not useful:
        raise ValueError(f"no two languages share enough rows in {str(cache)!r}")
    return useful


def _is_there(folder: Path) -> bool:
    return (folder / "lists.json").exists()


def batches(
    materials: list[Material], groups: tuple[int, ...], seed: int, step: int
) -> Iterator[Batch]:
    """Endless batches from `step` on; a step's batch depends on the seed and the step alone."""
    shares = np.array([material.kind.share for material in materials])
    while True:
        chance = np.random.default_rng((seed, step))
        material = materials[chance.choice(len(materials), p=shares / shares.sum())]
        # single words of one language pair tell too little apart to be a batch of their own
        count = max(groups) if material.kind.source == "lexicon" else int(chance.choice(groups))
        yield material.batch(count, chance)
        step += 1
