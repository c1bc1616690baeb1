"""Press releases as a test of stories: languages taken away, dates moved."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from eval.data import RELEASES
from eval.datasets.articles import records_in
from index.article import Article
from index.normalise import normalise

_LATEST = 2
"""Days by which a translation may come later; the releases' own all come at once."""


def read_articles(folder: Path) -> list[Article]:
    """Return the releases, each up to two days later than it was published.

    Raises DataAbsent, through the reader of the file.
    """
    rng = random.Random(0)
    now = datetime.now(UTC)
    articles = (normalise(record.raw, now) for record in records_in(folder / RELEASES))
    return [_later(article, timedelta(days=rng.randint(0, _LATEST))) for article in articles]


def true_stories(articles: Iterable[Article]) -> dict[str, str]:
    """Return the story of each article, by id: its translation key.

    Releases that were published twice, with one headline within two days, are one story.
    """
    root: dict[str, str] = {}
    first: dict[tuple[str, str], Article] = {}
    articles = sorted(articles, key=lambda each: (_date(each), each.id))
    for article in articles:
        headline = (article.language, article.title.casefold())
        before = first.setdefault(headline, article)
        if _date(article) - _date(before) <= timedelta(days=_LATEST):
            root[_root(root, _key(article))] = _root(root, _key(before))
        else:
            first[headline] = article
    return {article.id: _root(root, _key(article)) for article in articles}


def with_versions(articles: Sequence[Article], least: int, most: int) -> list[Article]:
    """Keep between `least` and `most` language versions of each release, by lot, in order."""
    rng = random.Random(0)
    versions = defaultdict(list)
    for article in articles:
        versions[_key(article)].append(article.id)
    kept: set[str] = set()
    for ids in versions.values():
        kept.update(rng.sample(ids, min(rng.randint(least, most), len(ids))))
    return [article for article in articles if article.id in kept]


def _later(article: Article, delay: timedelta) -> Article:
    return replace(article, published_at=_date(article) + delay)


def _date(article: Article) -> datetime:
    return article.published_at or datetime.min.replace(tzinfo=UTC)


def _key(article: Article) -> str:
    return article.translation_key or article.id


def _root(root: dict[str, str], key: str) -> str:
    while key in root and root[key] != key:
        key = root[key]
    return key
