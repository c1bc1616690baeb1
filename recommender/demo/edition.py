"""The demo site's articles, by their addresses."""

from collections.abc import Sequence

from index.article import Article
from index.store import Store

SITE = "https://news.example"
"""Where the sample articles say that they are published; here they are served under `/`."""

_MOST = 1000


class Edition:
    """All articles of the site as they are now, latest first, and where to find each."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = articles
        self.by_id = {article.id: article for article in articles}
        self.by_path = {a.url.removeprefix(SITE): a for a in articles if a.url}

    def translations(self, article: Article) -> list[Article]:
        """Return the other language versions of an article, by language."""
        key = article.translation_key
        versions = (
            other
            for other in self.articles
            if key and other.translation_key == key and other.id != article.id
        )
        return sorted(versions, key=lambda version: version.language)

    def in_language(self, tag: str) -> list[Article]:
        """Return the articles in a language, latest first."""
        return [article for article in self.articles if article.language == tag]

    def elsewhere(self, tag: str) -> list[Article]:
        """Return the latest story of each other language that is not told in `tag`."""
        told = {_story(article) for article in self.in_language(tag)}
        languages = {tag}
        chosen = []
        for article in self.articles:
            if article.language not in languages and _story(article) not in told:
                languages.add(article.language)
                told.add(_story(article))
                chosen.append(article)
        return chosen

    def section_of(self, image: str) -> str | None:
        """Return the section of the first article that is illustrated by `image`; None if none."""
        url = f"{SITE}{image}"
        found = (article.section or "" for article in self.articles if article.image_url == url)
        return next(found, None)


class Newsroom:
    """Keeps the edition of a store for as long as nothing changes there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: tuple[int, Edition] | None = None

    def edition(self) -> Edition:
        """Return the edition of now."""
        change = self._store.position().change
        if self._kept is None or self._kept[0] != change:
            self._kept = change, Edition(self._articles())
        return self._kept[1]

    def _articles(self) -> list[Article]:
        found = (self._store.article(card.id) for card in self._store.newest(_MOST))
        return [article for article in found if article]


def _story(article: Article) -> str:
    return article.translation_key or article.id
