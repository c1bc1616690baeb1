"""The mean vector of each language, from the training text that is most like articles.

Windows of news where there are any, else several sentences in a row, else titles. What all
languages with news have in common in the step from sentences to news is added to the means of
those that have sentences only, so that a mean stands for articles in every language.
"""

from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.training.cache import Corpus, load_corpus

_MATERIALS = (("news", 5), ("sentences", 5), ("titles", 1))
"""Sources from the most to the least like articles, and the rows of each that make a text."""

_FEWEST = 100
_MOST = 4000

Means = dict[str, NDArray[np.float32]]


def language_means(rows: NDArray[np.float32], cache: Path) -> Means:
    """Mean pooled vector (dimension,) of each language that has at least a hundred texts."""
    best: Means = {}
    for source, lines in _MATERIALS:
        if not (cache / source).exists():
            continue
        found = source_means(rows, load_corpus(cache / source), lines)
        step = _common_step(found, best)
        for language, mean in found.items():
            best.setdefault(language, mean + step)
    return dict(sorted(best.items()))


def source_means(rows: NDArray[np.float32], corpus: Corpus, lines: int) -> Means:
    """Mean over up to `_MOST` windows of `lines` rows for each language of a source."""
    windows = defaultdict(list)
    for each in corpus.lists:
        for side, language in enumerate(each.languages):
            first = each.segments[::lines, side].astype(np.int64)[: len(each.segments) // lines]
            windows[language].append(first)
    means: Means = {}
    chance = np.random.default_rng(0)
    for language, parts in windows.items():
        firsts = np.unique(np.concatenate(parts))
        firsts = firsts[firsts + lines < len(corpus.bounds)]
        if len(firsts) >= _FEWEST:
            chosen = chance.choice(firsts, min(_MOST, len(firsts)), replace=False)
            means[language] = _mean(rows, corpus, chosen, lines)
    return means


def _mean(
    rows: NDArray[np.float32], corpus: Corpus, firsts: NDArray[np.int64], lines: int
) -> NDArray[np.float32]:
    """Mean over windows of the mean over their pieces, as one weighted sum over the vocabulary."""
    pieces, bounds = corpus.texts(firsts, firsts + lines - 1)
    lengths = np.diff(bounds)
    shares = np.repeat(1 / np.maximum(lengths, 1), lengths) / len(firsts)
    weights = np.bincount(pieces, shares, len(rows)).astype(np.float32)
    return np.asarray(weights @ rows)


def _common_step(found: Means, better: Means) -> NDArray[np.float32] | float:
    shared = found.keys() & better.keys()
    if not shared:
        return 0.0
    return np.asarray(np.mean([better[key] - found[key] for key in shared], axis=0), np.float32)
