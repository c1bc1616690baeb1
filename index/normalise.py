"""From what a source says to what the catalogue keeps, or to a reason why not."""

import re
from datetime import UTC, datetime, timedelta

from index.article import Article, RawArticle
from index.errors import InvalidArticle
from index.language import resolve
from index.text import clean, clean_line
from index.url import canonical_url

LONGEST_KEY = 512
LONGEST_TITLE = 2_000
LONGEST_TEXT = 1_000_000
# deeply nested markup takes a parser time that grows with its square
MOST_TAGS = 10_000
EARLIEST = datetime(1800, 1, 1, tzinfo=UTC)
FURTHEST_AHEAD = timedelta(days=366)

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def normalise(raw: RawArticle, now: datetime) -> Article:
    """Return the article as the catalogue keeps it; `now` bounds the dates that make sense.

    Raises InvalidArticle naming the field, its value and the remedy.
    """
    title = _title(raw.title)
    summary, text = clean(bounded("summary", raw.summary)), clean(bounded("text", raw.text))
    url = canonical_url(raw.url) if raw.url and raw.url.strip() else None
    return Article(
        id=_identifier(raw.id, url),
        url=url,
        language=resolve(raw.language, f"{title}\n{text or summary}"),
        title=title,
        summary=summary,
        text=text,
        image_url=canonical_url(raw.image_url, "image_url") if raw.image_url else None,
        section=_label("section", raw.section) or None,
        tags=_labels("tags", raw.tags),
        authors=_labels("authors", raw.authors),
        published_at=_instant("published_at", raw.published_at, now),
        updated_at=_instant("updated_at", raw.updated_at, now),
        translation_key=_key("translation_key", raw.translation_key),
    )


def _title(value: str | None) -> str:
    title = clean_line(bounded("title", value))
    if not title:
        raise InvalidArticle("title", f"title is missing or empty; got {value!r}")
    if len(title) > LONGEST_TITLE:
        raise InvalidArticle("title", f"title has {len(title)} characters; at most {LONGEST_TITLE}")
    return title


def bounded(field: str, value: str | None) -> str:
    """Return the value, or "" for None. Raises InvalidArticle if cleaning it would take long."""
    value = value or ""
    if len(value) > LONGEST_TEXT:
        raise InvalidArticle(field, f"{field} has {len(value)} characters; at most {LONGEST_TEXT}")
    if value.count("<") > MOST_TAGS:
        raise InvalidArticle(field, f"{field} has {value.count('<')} tags; at most {MOST_TAGS}")
    return value


def _identifier(value: str | None, url: str | None) -> str:
    identifier = _key("id", value) or url
    if identifier is None:
        raise InvalidArticle("id", "the article has neither an id nor a url; give at least one")
    return identifier


def _key(field: str, value: str | None) -> str | None:
    key = (value or "").strip()
    if len(key) > LONGEST_KEY:
        raise InvalidArticle(field, f"{field} has {len(key)} characters; at most {LONGEST_KEY}")
    if _CONTROL.search(key):
        raise InvalidArticle(field, f"{field} {key!r} contains a control character")
    return key or None


def _label(field: str, value: str | None) -> str:
    label = clean_line(bounded(field, value))
    if len(label) > LONGEST_KEY:
        raise InvalidArticle(field, f"{field} has {len(label)} characters; at most {LONGEST_KEY}")
    return label


def _labels(field: str, values: list[str]) -> tuple[str, ...]:
    labels = dict.fromkeys(_label(field, value) for value in values)
    return tuple(label for label in labels if label)


def _instant(field: str, value: str | None, now: datetime) -> datetime | None:
    if not value or not value.strip():
        return None
    try:
        # a row of digits is rather a time in milliseconds than ISO 8601 without separators
        if value.strip().isdigit():
            raise ValueError
        instant = datetime.fromisoformat(value.strip())
        instant = instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InvalidArticle(
            field, f"{field} {value[:80]!r} is not an ISO 8601 date such as '2026-11-05T08:30:00Z'"
        ) from None
    latest = now + FURTHEST_AHEAD
    if not EARLIEST <= instant <= latest:
        raise InvalidArticle(
            field,
            f"{field} {value[:80]!r} is not between {EARLIEST:%Y-%m-%d} and {latest:%Y-%m-%d}",
        )
    return instant
