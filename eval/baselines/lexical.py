"""What words alone find: TF-IDF and BM25 over the same text that is embedded.

Salton and Buckley 1988, "Term-weighting approaches in automatic text retrieval"; Robertson and
Zaragoza 2009, "The probabilistic relevance framework: BM25 and beyond".
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store import Seed

# scripts without spaces between words, and Korean, whose words carry endings: pairs of characters
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_RUNS = re.compile(rf"[{_UNSPACED}]+|[^\W{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; of scripts without spaces, pairs of characters."""
    return [word for run in _RUNS.findall(text.lower()) for word in _words_of(run)]


def _words_of(run: str) -> Iterator[str]:
    if len(run) > 2 and _IS_UNSPACED.match(run):
        yield from (run[i : i + 2] for i in range(len(run) - 1))
    else:
        yield run


class TfIdf:
    """Cosine of TF-IDF vectors, term frequencies dampened by their logarithm."""

    def __init__(self, rows: NDArray[np.int64], texts: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(analyzer=words, sublinear_tf=True, dtype=np.float32)
        self._rows = rows
        self._weights = vectorizer.fit_transform(texts)
        self._postings = self._weights.T.tocsr()

    def score(self, seed: Seed) -> NDArray[np.floating]:
        """Return the score (n,) of every article."""
        place = int(np.searchsorted(self._rows, seed.row))
        scores: NDArray[np.floating] = (self._weights[place] @ self._postings).toarray()[0]
        return scores


class Bm25:
    """BM25 (k1 = 1.5, b = 0.75) with the whole text of the seed as the query."""

    def __init__(self, rows: NDArray[np.int64], texts: Sequence[str]) -> None:
        import bm25s

        self._rows = rows
        self._texts = [words(text) for text in texts]
        self._index = bm25s.BM25()
        self._index.index(self._texts, show_progress=False)

    def score(self, seed: Seed) -> NDArray[np.floating]:
        """Return the score (n,) of every article."""
        place = int(np.searchsorted(self._rows, seed.row))
        scores: NDArray[np.floating] = self._index.get_scores(self._texts[place])
        return scores
