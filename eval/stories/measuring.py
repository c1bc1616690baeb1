"""All measures of stories in one report."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.data import read_links
from eval.stories.edits import EDITS
from eval.stories.releases import read_articles, true_stories, with_versions
from eval.stories.telling import PairCounts, across_languages, told
from index.arrays import Vectors
from index.article import Article
from index.encoder import Encoder
from index.stories.duplicate import are_duplicates
from index.stories.text import Text

SCENARIOS = {
    "every version": (4, 4),
    "one or two versions": (1, 2),
    "one version": (1, 1),
}
"""The least and most language versions that there are of each release."""

_EDITED = 500
_ALIKE = 0.8
"""Cosine from which on two releases in one language are likely to be of one template."""

_APART = 60
"""Days between two releases after which they tell different stories."""


@dataclass(frozen=True, slots=True)
class StoriesReport:
    """What was found among n `articles`.

    `translations` are pairs in two languages, by scenario. Of `links`, pairs of releases that an
    author linked, `joined` were taken for one story. `copies` is the share of edited texts that are
    recognised, by edit. Of `templated` pairs, alike and months apart, `confused` pass for copies.
    """

    articles: int
    translations: Mapping[str, PairCounts]
    links: int
    joined: int
    copies: Mapping[str, float]
    templated: int
    confused: int


def measure_stories(encoder: Encoder, data: Path) -> StoriesReport:
    """Measure on the press releases; it takes minutes. Raises DataAbsent."""
    links = read_links(data)
    articles = read_articles(data)
    texts = [article.embedded_text for article in articles]
    vectors = encoder.encode(texts, [article.language for article in articles])
    truth = true_stories(articles)
    place = {article.id: number for number, article in enumerate(articles)}
    translations, joined = {}, 0
    for name, (least, most) in SCENARIOS.items():
        some = with_versions(articles, least, most)
        stories = told(some, vectors[[place[article.id] for article in some]])
        translations[name] = across_languages(stories, some, truth)
        joined = max(joined, _joined(stories, articles, links))
    templated = list(_templated(articles, vectors))
    confused = sum(are_duplicates(_text(one), _text(other)) for one, other in templated)
    copies = {name: _recognised(articles, name) for name in EDITS}
    count = sum(map(len, links.values()))
    return StoriesReport(
        len(articles), translations, count, joined, copies, len(templated), confused
    )


def _joined(
    stories: Mapping[str, int], articles: Sequence[Article], links: Mapping[str, set[str]]
) -> int:
    told_by = defaultdict(set)
    for article in articles:
        if article.id in stories:
            told_by[article.translation_key].add(stories[article.id])
    pairs = ((one, other) for one, others in links.items() for other in others)
    return sum(bool(told_by[one] & told_by[other]) for one, other in pairs)


def _templated(articles: Sequence[Article], vectors: Vectors) -> Iterator[tuple[Article, Article]]:
    """Yield pairs in one language and of one section that are alike and months apart."""
    groups = defaultdict(list)
    for number, article in enumerate(articles):
        groups[article.language, article.section].append(number)
    for group in groups.values():
        places = np.array(group)
        for row, one in enumerate(group):
            near = vectors[places[row + 1 :]] @ vectors[one] >= _ALIKE
            for other in places[row + 1 :][near].tolist():
                if _days_apart(articles[one], articles[other]) > _APART:
                    yield articles[one], articles[other]


def _days_apart(one: Article, other: Article) -> int:
    assert one.published_at
    assert other.published_at
    return abs((one.published_at - other.published_at).days)


def _recognised(articles: Sequence[Article], edit: str) -> float:
    """Return the share of articles that are taken for copies of themselves after an edit."""
    rng = random.Random(0)
    long = [article for article in articles if len(article.text) > 300]
    by_language = defaultdict(list)
    for article in long:
        by_language[article.language].append(article)
    chosen = rng.sample(long, min(_EDITED, len(long)))
    edited = [EDITS[edit](each, rng.choice(by_language[each.language]), rng) for each in chosen]
    pairs = zip(chosen, edited, strict=True)
    return sum(are_duplicates(_text(one), _text(other)) for one, other in pairs) / len(chosen)


def _text(article: Article) -> Text:
    return Text.of(article.title, article.summary, article.text)
