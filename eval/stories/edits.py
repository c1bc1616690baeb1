"""What newsrooms do to a text that stays the same story, done to real texts."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from index.article import Article

Edit: TypeAlias = Callable[[Article, Article, random.Random], Article]
"""Makes a copy of an article; some edits borrow from another article in its language."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_TYPOS = 0.02
"""Share of words in which a typing error was corrected."""


def _word_for_word(article: Article, _other: Article, _rng: random.Random) -> Article:
    return article


def _new_headline(article: Article, other: Article, _rng: random.Random) -> Article:
    return replace(article, title=other.title)


def _sentence_dropped(article: Article, _other: Article, rng: random.Random) -> Article:
    sentences = _sentences(article)
    del sentences[rng.randrange(len(sentences))]
    return replace(article, text=" ".join(sentences))


def _sentence_inserted(article: Article, other: Article, rng: random.Random) -> Article:
    sentences = _sentences(article)
    sentences.insert(rng.randint(0, len(sentences)), rng.choice(_sentences(other)))
    return replace(article, text=" ".join(sentences))


def _sentence_replaced(article: Article, other: Article, rng: random.Random) -> Article:
    sentences = _sentences(article)
    sentences[rng.randrange(len(sentences))] = rng.choice(_sentences(other))
    return replace(article, text=" ".join(sentences))


def _update_appended(article: Article, other: Article, _rng: random.Random) -> Article:
    return replace(article, text=f"{article.text} {' '.join(_sentences(other)[:2])}")


def _typos_corrected(article: Article, _other: Article, rng: random.Random) -> Article:
    words = article.text.split(" ")
    for place in rng.sample(range(len(words)), round(_TYPOS * len(words))):
        letter = rng.randrange(max(len(words[place]), 1))
        words[place] = words[place][:letter] + words[place][letter + 1 :]
    return replace(article, text=" ".join(words))


def _second_half_cut(article: Article, _other: Article, _rng: random.Random) -> Article:
    sentences = _sentences(article)
    return replace(article, text=" ".join(sentences[: (len(sentences) + 1) // 2]))


EDITS: dict[str, Edit] = {
    "copied word for word": _word_for_word,
    "new headline": _new_headline,
    "a sentence dropped": _sentence_dropped,
    "a sentence inserted": _sentence_inserted,
    "a sentence replaced": _sentence_replaced,
    "an update of two sentences appended": _update_appended,
    "typing errors corrected in 2 % of the words": _typos_corrected,
    "second half cut": _second_half_cut,
}


def _sentences(article: Article) -> list[str]:
    return _SENTENCE_END.split(article.text)
