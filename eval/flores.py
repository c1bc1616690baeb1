"""FLORES-200: does an encoder find a sentence's translation, and sentences of the same article?

Sentences are short, so same-article retrieval is hard: siblings share a topic, not words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.data import FLORES_TAGS, ParallelSentence
from index.encoder import Encoder

DEPTH = 5


@dataclass(frozen=True, slots=True)
class FloresScores:
    """Shares in [0, 1] for one language.

    `translation`: English sentences whose nearest sentence in the language is their translation.
    `from_english`: an English sentence's siblings in the language, its translation left out;
    `within`: a sentence's siblings in its own language. Both are means over sentences that have
    siblings, of siblings among the five nearest over the most there can be, min(5, siblings).
    """

    language: str
    translation: float
    from_english: float
    within: float


def score_flores(
    encoder: Encoder, sentences: Sequence[ParallelSentence], languages: Sequence[str] = FLORES_TAGS
) -> list[FloresScores]:
    """Measure every language against English and within itself."""
    articles = np.unique([each.article for each in sentences], return_inverse=True)[1]
    siblings = articles[:, None] == articles
    np.fill_diagonal(siblings, False)
    english = _vectors(encoder, sentences, "en")
    scores = []
    for language in languages:
        vectors = _vectors(encoder, sentences, language)
        across = english @ vectors.T
        scores.append(
            FloresScores(
                language,
                float(np.mean(across.argmax(axis=1) == np.arange(len(across)))),
                sibling_recall(across, siblings),
                sibling_recall(vectors @ vectors.T, siblings),
            )
        )
    return scores


def sibling_recall(scores: NDArray[np.float32], siblings: NDArray[np.bool_]) -> float:
    """Siblings among the five best of each row, over min(5, siblings); both arrays are (n, n).

    The diagonal is left out: it is the sentence itself, or its translation.
    """
    without = scores.copy()
    np.fill_diagonal(without, -np.inf)
    nearest = np.argpartition(-without, DEPTH, axis=1)[:, :DEPTH]
    found = np.take_along_axis(siblings, nearest, axis=1).sum(axis=1)
    count = siblings.sum(axis=1)
    has = count > 0
    return float(np.mean(found[has] / np.minimum(DEPTH, count[has])))


def _vectors(
    encoder: Encoder, sentences: Sequence[ParallelSentence], language: str
) -> NDArray[np.float32]:
    return encoder.encode([each.texts[language] for each in sentences], [language] * len(sentences))
