"""Stories as a page lists them, in the words of its reader."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from index.article import Article
from index.language import primary
from index.store import Card
from index.store import Version as Other
from recommender.demo.edition import SITE, Edition
from recommender.demo.locales import LOCALES, Direction, Locale
from recommender.explaining import Explanation, Reasons
from recommender.explaining.sentences import telling


@dataclass(frozen=True, slots=True)
class Version:
    """A link to one language version of a story."""

    href: str
    title: str
    tag: str

    @property
    def language(self) -> str:
        """What the language calls itself."""
        return LOCALES[self.tag].name if self.tag in LOCALES else self.tag


@dataclass(frozen=True, slots=True)
class Story(Version):
    """A story in a list; `score` is its similarity to the page, if that is why it is there.

    `relation` says in words what it is to the page, "" for nothing. `shared` are words of the page
    with those of the story that are the same or mean it; None where it is not related to a page.
    """

    summary: str
    image: str | None
    section: str
    published_at: datetime | None
    score: float | None = None
    relation: str = ""
    versions: tuple[Version, ...] = ()
    shared: tuple[tuple[str, str], ...] | None = None

    @property
    def direction(self) -> Direction:
        """Which way the story is written."""
        return direction_of(self.tag)


def direction_of(tag: str) -> Direction:
    """Return which way a language is written; left to right if the site does not speak it."""
    locale = LOCALES.get(primary(tag))
    return locale.direction if locale else "ltr"


def stories_of(articles: Iterable[Article], reader: Locale) -> list[Story]:
    """Return articles as a reader's page lists them."""
    return [_story(article, reader, article.section) for article in articles]


def versions_of(found: Iterable[Article | Other], reader: Locale) -> tuple[Version, ...]:
    """Return language versions as a reader's page links to them."""
    return tuple(
        Version(link(version.url, reader), version.title, version.language) for version in found
    )


def related_stories(explanation: Explanation, edition: Edition, reader: Locale) -> list[Story]:
    """Return recommendations as a reader's page lists them, with the words that speak for each."""
    page = explanation.ranking.considered.pages[0].id
    stories = []
    for item, reasons in zip(explanation.ranking.selected, explanation.shown, strict=True):
        article = edition.by_id.get(item.id)
        section = article.section if article else None
        versions = versions_of(item.translations, reader)
        relation = reader.relations[item.relation] if item.relation else ""
        story = _story(item.card, reader, section, item.score, relation, versions)
        stories.append(replace(story, shared=tuple(_words(reasons, page))))
    return stories


def _words(reasons: Reasons, page: str) -> Iterator[tuple[str, str]]:
    for shared in telling(reasons.parts):
        # those that stand only in a translation of the page would puzzle its reader
        if any(spot.id == page for spot in shared.on_page):
            yield shared.page, shared.article


def link(url: str | None, reader: Locale, policy: str | None = None) -> str:
    """Return where a link leads: on this site to the page as `reader` sees it.

    The reader's language travels with the link wherever it differs from the page's, and the policy
    that chooses the related stories, if there is a wish.
    """
    path = local(url)
    language = path.partition("/")[2].partition("/")[0]
    if not path.startswith("/") or language not in LOCALES:
        return url or ""
    lang = None if language == reader.tag else reader.tag
    said = {name: value for name, value in (("lang", lang), ("policy", policy)) if value}
    return f"{path}?{urlencode(said)}" if said else path


def local(url: str | None) -> str:
    """Return the path on this site of what it publishes; other addresses as they are."""
    return (url or "").removeprefix(SITE)


def _story(
    source: Article | Card,
    reader: Locale,
    section: str | None,
    score: float | None = None,
    relation: str = "",
    versions: tuple[Version, ...] = (),
) -> Story:
    return Story(
        href=link(source.url, reader),
        title=source.title,
        tag=source.language,
        summary=source.summary,
        image=local(source.image_url) or None,
        section=reader.section(section),
        published_at=source.published_at,
        score=score,
        relation=relation,
        versions=versions,
    )
