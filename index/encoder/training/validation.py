"""What choices are made on: held-out news and held-out sentences, never the evaluation sets.

- `halves`: the next eight lines of a news text in six languages, found among all such windows of
  one other language (`across`) or of the same (`within`): share found first.
- `own`: share of the ten nearest windows, over all six languages, that are in the query's own
  language; without bias it is about a sixth.
- `sentences`: the English translation of a held-out sentence found first among the English side of
  all held-out sentences; the mean over languages.
- `weakest`: the mean of `sentences` over the five core languages where it is lowest; `lowest` names
  them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.pooling import mean_rows
from index.encoder.training.cache import Corpus, load_corpus
from index.encoder.training.languages import CORE

_LINES = 8
_FEWEST_SENTENCES = 50
_SAME_SCORE = 1e-5
_WEAKEST = 5


@dataclass(frozen=True, slots=True)
class Validation:
    """Shares in [0, 1]; see the module for what each is. nan where nothing is held out."""

    within: float
    across: float
    own: float
    sentences: float
    weakest: float
    lowest: str


def validate(weights: NDArray[np.float32], cache: Path) -> Validation:
    """Measure rows (vocabulary, dimension) on what `cache` holds out; nan for what it does not."""
    within, across, own = _news(weights, cache / "news-held-out")
    sentences = translations(weights, cache / "sentences-held-out")
    lowest = sorted(sentences.keys() & CORE, key=lambda language: sentences[language])[:_WEAKEST]
    return Validation(
        within,
        across,
        own,
        _mean(sentences.values()),
        _mean(sentences[language] for language in lowest),
        " ".join(f"{language} {sentences[language]:.2f}" for language in lowest),
    )


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return float(np.mean(found)) if found else np.nan


def _centred(
    weights: NDArray[np.float32],
    corpus: Corpus,
    first: NDArray[np.integer],
    last: NDArray[np.integer],
) -> NDArray[np.float32]:
    """Texts from segments `first` to `last` as mean rows less their common mean, of length 1."""
    pooled = mean_rows(weights, *corpus.texts(first, last))
    pooled -= pooled.mean(axis=0)
    return np.asarray(pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9))


def _news(weights: NDArray[np.float32], folder: Path) -> tuple[float, float, float]:
    if not folder.exists():
        return np.nan, np.nan, np.nan
    corpus = load_corpus(folder)
    sides = {each.languages[k]: each.segments[:, k] for each in corpus.lists for k in (0, 1)}
    vectors = {}
    for language, segments in sides.items():
        first = segments[: len(segments) // _LINES * _LINES : _LINES]
        vectors[language] = _centred(weights, corpus, first, first + _LINES - 1)
    within: list[float] = []
    across: list[float] = []
    for a, b in product(vectors, vectors):
        scores = vectors[a][::2][: len(vectors[b]) // 2] @ vectors[b][1::2].T
        found = float(np.mean(scores.argmax(axis=1) == np.arange(len(scores))))
        (within if a == b else across).append(found)
    return float(np.mean(within)), float(np.mean(across)), _own_share(list(vectors.values()))


def _own_share(vectors: list[NDArray[np.float32]]) -> float:
    queries = np.concatenate([each[::2] for each in vectors])
    texts = np.concatenate([each[1::2] for each in vectors])
    asked = np.repeat(np.arange(len(vectors)), [len(each[::2]) for each in vectors])
    owner = np.repeat(np.arange(len(vectors)), [len(each[1::2]) for each in vectors])
    nearest = np.argpartition(-(queries @ texts.T), 10, axis=1)[:, :10]
    return float(np.mean(owner[nearest] == asked[:, None]))


def translations(weights: NDArray[np.float32], folder: Path) -> dict[str, float]:
    """Share of sentences whose English is found first, by language; empty if none are held out."""
    if not folder.exists():
        return {}
    corpus = load_corpus(folder)
    beside = [each.english_first() for each in corpus.lists if "en" in each.languages]
    pool = np.concatenate([each.segments[:, 0] for each in beside])
    english = _centred(weights, corpus, pool, pool)
    starts = np.cumsum([0] + [len(each.segments) for each in beside])
    found = {}
    for each, start in zip(beside, starts, strict=False):
        if len(each.segments) >= _FEWEST_SENTENCES:
            side = each.segments[:, 1]
            scores = _centred(weights, corpus, side, side) @ english.T
            own = scores[np.arange(len(side)), start + np.arange(len(side))]
            # the same sentence may stand in the pool twice
            found[each.languages[1]] = float(np.mean(own >= scores.max(axis=1) - _SAME_SCORE))
    return found
