"""Measures of stories."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from eval.stories.edits import EDITS
from eval.stories.releases import true_stories, with_versions
from eval.stories.telling import PairCounts, across_languages
from index.article import Article

MakeArticle = Callable[..., Article]
DAY = datetime(2026, 3, 2, tzinfo=UTC)


def test_pairs_in_two_languages_are_counted(make_article: MakeArticle):
    """One story of three has a right pair and two wrong ones; a copy is no pair of languages."""
    tags = {"a": "de", "b": "fr", "c": "fr", "d": "de"}
    articles = [make_article(id_, language=tag) for id_, tag in tags.items()]

    counts = across_languages(
        {"a": 1, "b": 1, "c": 1, "d": 1}, articles, {"a": "x", "b": "x", "c": "y", "d": "z"}
    )

    assert counts == PairCounts(right=1, found=4, due=1)
    assert (counts.precision, counts.recall) == (0.25, 1)


def test_releases_published_twice_are_one_story(make_article: MakeArticle):
    """With one headline within two days; a year later it is another one."""
    days = {"a": 0, "b": 1, "c": 365}
    articles = [
        make_article(id_, title="News", translation_key=id_, published_at=DAY + timedelta(days=n))
        for id_, n in days.items()
    ]

    truth = true_stories(articles)

    assert truth["a"] == truth["b"] != truth["c"]


def test_versions_are_kept_by_lot(make_article: MakeArticle):
    """As many of each release as asked for, in order."""
    articles = [
        make_article(f"{key}{tag}", language=tag, translation_key=key)
        for key in "xyz"
        for tag in ("de", "fr", "it")
    ]

    kept = with_versions(articles, 1, 2)

    assert {sum(each.translation_key == key for each in kept) for key in "xyz"} <= {1, 2}
    assert kept == [article for article in articles if article in kept]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_leaves_most_of_a_text(edit: str, make_article: MakeArticle):
    """And changes it, but for the copy word for word."""
    text = "".join(f"Sentence number {n} says something long enough to cut. " for n in range(20))
    article, other = make_article("a", text=text), make_article("b", text="Something else.")

    edited = EDITS[edit](article, other, random.Random(0))

    assert (edited == article) == (edit == "copied word for word")
    assert len(edited.text) > 0.4 * len(text)
