"""Words that come together in translated texts: a dictionary for languages that lack one.

The measure is Dice's coefficient (Dice 1945, "Measures of the Amount of Ecologic Association
Between Species") over the aligned texts of English and one other language.
"""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from index.encoder.training.cache import Corpus

_FEWEST_TEXTS = 3
_WEAKEST = 0.3
UNSPACED = frozenset({"zh", "ja", "th"})
"""Languages that do not write words apart: their pieces count as words."""


def associated_words(corpora: list[Corpus], pieces: list[str]) -> dict[str, dict[str, str]]:
    """Language → English word → the word that comes with it most exclusively, if any does.

    `pieces` are the tokenizer's, by id.
    """
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for corpus in corpora:
        for each in corpus.lists:
            if "en" in each.languages:
                ordered = each.english_first()
                language = ordered.languages[1]
                texts[language] += [
                    (_spelt(corpus, a, pieces, ""), _spelt(corpus, b, pieces, _gap(language)))
                    for a, b in ordered.segments
                ]
    return {language: _strongest(pairs) for language, pairs in texts.items()}


def _gap(language: str) -> str:
    return " " if language in UNSPACED else ""


def _spelt(corpus: Corpus, segment: int, pieces: list[str], gap: str) -> str:
    ids = corpus.pieces[corpus.bounds[segment] : corpus.bounds[segment + 1]]
    return gap.join([pieces[each] for each in ids]).replace("▁", " ")


def _strongest(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """English word → the other language's word of the highest coefficient, if high enough."""
    english, left = _incidence([a for a, _ in pairs])
    others, right = _incidence([b for _, b in pairs])
    together = (left.T @ right).tocoo()
    row, column = together.coords
    coefficient = 2 * together.data / (left.sum(axis=0)[row] + right.sum(axis=0)[column])
    sound = (together.data >= _FEWEST_TEXTS) & (coefficient >= _WEAKEST)
    order = np.flatnonzero(sound)[np.argsort(coefficient[sound])]
    return {english[row[i]]: others[column[i]] for i in order}


def _incidence(texts: list[str]) -> tuple[list[str], csr_array]:
    """All words, and which text has which: (texts, words) of ones."""
    numbers: dict[str, int] = {}
    ids, bounds = [], [0]
    for text in texts:
        ids += sorted({numbers.setdefault(word, len(numbers)) for word in text.split()})
        bounds.append(len(ids))
    ones: NDArray[np.float32] = np.ones(len(ids), np.float32)
    return list(numbers), csr_array((ones, ids, bounds), shape=(len(texts), len(numbers)))
