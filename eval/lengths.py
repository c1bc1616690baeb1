"""Are headlines, briefs, articles and features comparable? Halves of one news story must meet.

The news set that is kept out of training is cut into stories of twenty lines, and each into two
halves. A half becomes a text of each length; the first is asked for the second among the second
halves of all stories, a quarter of them in each length. So it shows whether a text finds its
partner whatever the two lengths, and whether texts of one length crowd the lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.errors import DataAbsent
from index.arrays import Vectors
from index.encoder import Encoder
from index.encoder.training.corpus import HELD_OUT_NEWS, read
from index.text import text_to_embed

LENGTHS = ("headline", "brief", "article", "feature")
DEPTH = 10

_FILLING_NEWS = "newstest2012"
_LINES = 20
_TITLE, _BRIEF, _FEATURE = 10, 30, 5_000
"""Lengths in words. An article is its half of the story, about 230."""

Lines = Sequence[Mapping[str, str]]
"""Consecutive lines of news, each by language."""


@dataclass(frozen=True, slots=True)
class LengthScores:
    """Shares in [0, 1] by (length of the first half, length of the second half).

    `found`: the partner is among the ten nearest. `shares`: of the ten nearest, so many are of that
    length; a quarter if length played no part. Means over all pairs of languages.
    """

    stories: int
    found: Mapping[tuple[str, str], float]
    shares: Mapping[tuple[str, str], float]


def read_news(folder: Path) -> tuple[Lines, Lines]:
    """Return the lines to make stories of, and others to fill features with.

    Raises DataAbsent if the news of the training data are not in the folder.
    """
    lines: dict[str, list[dict[str, str]]] = {HELD_OUT_NEWS: [], _FILLING_NEWS: []}
    try:
        for row in read(folder, "news"):
            if row.document in lines:
                lines[row.document].append(row.texts)
    except FileNotFoundError as error:
        raise DataAbsent(
            f"no news in {str(folder)!r}; give the folder of training data with --data"
        ) from error
    return lines[HELD_OUT_NEWS], lines[_FILLING_NEWS]


def as_long_as(length: str, lines: Sequence[str], filling: Sequence[str]) -> tuple[str, str]:
    """Return title and text of half a story, cut or continued to one of `LENGTHS`.

    The title is its first ten words. A headline has nothing else, a brief thirty words, an article
    all lines; a feature goes on with other news up to 5,000 words.
    """
    title = " ".join(lines[0].split()[:_TITLE])
    whole = "\n\n".join(lines)
    if length == "headline":
        return title, ""
    if length == "brief":
        return title, " ".join(whole.split()[:_BRIEF])
    if length == "article":
        return title, whole
    missing = _FEATURE - len(whole.split())
    ends = np.cumsum([len(line.split()) for line in filling])
    return title, "\n\n".join([whole, *filling[: int(np.searchsorted(ends, missing)) + 1]])


def score_lengths(encoder: Encoder, news: Lines, filling: Lines) -> LengthScores:
    """Measure an encoder, and the text that is embedded of an article, on consecutive news."""
    stories = len(news) // _LINES
    languages = sorted(set.intersection(*(set(line) for line in (*news, *filling))))
    vectors = {
        (language, side): np.stack(
            [_vectors(encoder, news, filling, language, side, length) for length in LENGTHS]
        )
        for language, side in product(languages, (0, 1))
    }
    found, shares = np.zeros((2, len(LENGTHS), len(LENGTHS)))
    places = np.arange(stories)
    rounds = list(product(languages, languages, range(len(LENGTHS))))
    for a, b, turn in rounds:
        length = (places + turn) % len(LENGTHS)
        scores = vectors[a, 0] @ vectors[b, 1][length, places].T
        nearest = np.argsort(-scores, axis=2)[:, :, :DEPTH]
        met = (nearest == places[:, None]).any(axis=2)
        for number in range(len(LENGTHS)):
            found[:, number] += met[:, length == number].mean(axis=1) / len(rounds)
            shares[:, number] += (length[nearest] == number).mean(axis=(1, 2)) / len(rounds)
    return LengthScores(stories, _by_length(found), _by_length(shares))


def _vectors(
    encoder: Encoder, news: Lines, filling: Lines, language: str, side: int, length: str
) -> Vectors:
    """Vectors (stories, dimension) of one half of every story, in one length."""
    # first and second halves are continued with different news, or these would be what they share
    pool = [line[language] for line in filling[side * len(filling) // 2 :][: len(filling) // 2]]
    texts = []
    for story in range(len(news) // _LINES):
        start = story * _LINES + side * _LINES // 2
        lines = [line[language] for line in news[start : start + _LINES // 2]]
        turned = story * _LINES % len(pool)
        title, text = as_long_as(length, lines, pool[turned:] + pool[:turned])
        texts.append(text_to_embed(title, "", text))
    return encoder.encode(texts, [language] * len(texts))


def _by_length(values: NDArray[np.float64]) -> dict[tuple[str, str], float]:
    return {
        (a, b): float(values[i, j]) for (i, a), (j, b) in product(*[list(enumerate(LENGTHS))] * 2)
    }
