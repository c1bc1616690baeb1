"""The site's pages as HTML."""

from collections.abc import Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined

from index.article import Article
from recommender.bootstrap import Services
from recommender.demo.edition import Edition
from recommender.demo.locales import LOCALES, Locale
from recommender.demo.stories import (
    direction_of,
    link,
    local,
    related_stories,
    stories_of,
    versions_of,
)
from recommender.ranking import Ranking

_LEADS = 3
_LATEST = 11
_ELSEWHERE = 12


class Pages:
    """Writes the pages, each in the words of its reader."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._templates = Environment(
            loader=PackageLoader("recommender.demo"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def front(self, edition: Edition, reader: Locale) -> str:
        """Return the front page of the reader's language."""
        latest = stories_of(edition.in_language(reader.tag)[:_LATEST], reader)
        return self._write(
            "front.html",
            edition,
            reader,
            leads=latest[:_LEADS],
            latest=latest[_LEADS:],
            elsewhere=stories_of(edition.elsewhere(reader.tag)[:_ELSEWHERE], reader),
        )

    def article(self, edition: Edition, article: Article, reader: Locale) -> str:
        """Return the page of an article, with its related stories."""
        ranking = self._related(article, reader)
        return self._write(
            "article.html",
            edition,
            reader,
            url=article.url,
            article=article,
            image=local(article.image_url),
            direction=direction_of(article.language),
            paragraphs=list(_paragraphs(article.text)),
            translations=versions_of(edition.translations(article), reader),
            stories=related_stories(ranking.selected, edition, reader),
            unfilled_reason=ranking.unfilled_reason,
            wished=_wished(article, reader),
        )

    def missing(self, edition: Edition, reader: Locale) -> str:
        """Return the page for an address that has none."""
        latest = stories_of(edition.in_language(reader.tag)[:4], reader)
        return self._write("missing.html", edition, reader, latest=latest)

    def _related(self, article: Article, reader: Locale) -> Ranking:
        wished = _wished(article, reader)
        return self._services.recommender.related(article.id, self._services.settings.k, wished)

    def _write(
        self,
        template: str,
        edition: Edition,
        reader: Locale,
        url: str | None = None,
        **said: object,
    ) -> str:
        today = next((a.published_at for a in edition.articles if a.published_at), None)
        choices = [
            (locale, link(url, locale) if url else f"/{locale.tag}/") for locale in LOCALES.values()
        ]
        page = self._templates.get_template(template)
        return page.render(t=reader, today=today, path=local(url), choices=choices, **said)


def _wished(article: Article, reader: Locale) -> list[str]:
    # whoever has opened this page can also read its language
    return list(dict.fromkeys((reader.tag, article.language)))


def _paragraphs(text: str) -> Iterator[str]:
    return (line for line in map(str.strip, text.split("\n")) if line)
