"""The site's pages as HTML."""

from collections.abc import Iterator
from datetime import UTC, datetime

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
from recommender.explaining import explain
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

    def article(self, edition: Edition, article: Article, reader: Locale, policy: str) -> str:
        """Return the page of an article, with related stories that a policy has chosen.

        A policy that there is not is no reason to refuse the page.
        """
        names = self._services.policies.names
        wish = policy if policy in names else None
        ranking = self._related(edition, article, reader, wish)
        explanation = explain(self._services.catalog, ranking, runners_up=0)
        return self._write(
            "article.html",
            edition,
            reader,
            url=article.url,
            wish=wish,
            article=article,
            image=local(article.image_url),
            direction=direction_of(article.language),
            paragraphs=list(_paragraphs(article.text)),
            translations=versions_of(edition.translations(article), reader),
            stories=related_stories(explanation, edition, reader),
            unfilled_reason=ranking.unfilled_reason,
            wished=_wished(article, reader),
            chosen=wish or self._services.settings.policy,
            policies=[(name, link(article.url, reader, name)) for name in names],
        )

    def missing(self, edition: Edition, reader: Locale) -> str:
        """Return the page for an address that has none."""
        latest = stories_of(edition.in_language(reader.tag)[:4], reader)
        return self._write("missing.html", edition, reader, latest=latest)

    def _related(
        self, edition: Edition, article: Article, reader: Locale, policy: str | None
    ) -> Ranking:
        services = self._services
        return services.recommender.related(
            article.id,
            services.settings.k,
            languages=_wished(article, reader),
            # the sample articles do not get older than the latest of them
            now=min(datetime.now(UTC), _today(edition) or datetime.max.replace(tzinfo=UTC)),
            policy=services.policies.named(policy),
        )

    def _write(
        self,
        template: str,
        edition: Edition,
        reader: Locale,
        url: str | None = None,
        wish: str | None = None,
        **said: object,
    ) -> str:
        choices = [
            (locale, link(url, locale, wish) if url else f"/{locale.tag}/")
            for locale in LOCALES.values()
        ]
        page = self._templates.get_template(template)
        return page.render(
            t=reader, today=_today(edition), path=local(url), choices=choices, wish=wish, **said
        )


def _today(edition: Edition) -> datetime | None:
    return next((a.published_at for a in edition.articles if a.published_at), None)


def _wished(article: Article, reader: Locale) -> list[str]:
    # whoever has opened this page can also read its language
    return list(dict.fromkeys((reader.tag, article.language)))


def _paragraphs(text: str) -> Iterator[str]:
    return (line for line in map(str.strip, text.split("\n")) if line)
