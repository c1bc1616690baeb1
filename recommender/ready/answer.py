"""An answer in bytes, with the headers that tell caches how long it is good for."""

import hashlib
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic_core import to_json

from recommender.ranking import Ranking, Recommendation

Headers: TypeAlias = list[tuple[bytes, bytes]]

STALE_WHILE_REVALIDATE_S = 600
STALE_IF_ERROR_S = 86_400
EMPTY_MAX_AGE_S = 5
"""An empty list is cached briefly, lest it stay empty when there is something to show."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A body, and its headers; `etag` is strong: equal tags are equal bytes. Good for `max_age_s`.

    `stories` are those whose pages it is for.
    """

    body: bytes
    etag: bytes
    headers: Headers
    max_age_s: int
    stories: tuple[int, ...]


def answer_of(
    ranking: Ranking, model_id: str, max_age_s: int, shared: bytes = b"public", vary: bytes = b""
) -> Answer:
    """Return a ranking as an answer; `shared` says which caches may keep it.

    `vary` names request headers that it depends on.
    """
    body = to_json(wire_of(ranking, model_id))
    etag = b'"%s"' % hashlib.blake2b(body, digest_size=12).hexdigest().encode()
    age = max_age_s if ranking.selected else min(max_age_s, EMPTY_MAX_AGE_S)
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(body)),
        (b"etag", etag),
        (b"cache-control", _cache_control(shared, age)),
    ]
    if vary:
        headers.append((b"vary", vary))
    stories = tuple(page.story for page in ranking.considered.pages if page.story is not None)
    return Answer(body, etag, headers, age, stories)


def matches(known: bytes, etag: bytes) -> bool:
    """Say whether an If-None-Match header names a tag; weak tags of equal bytes match."""
    named = (each.strip() for each in known.split(b","))
    return any(each == b"*" or each.removeprefix(b"W/") == etag for each in named)


def without_content(headers: Headers) -> Headers:
    """Return the headers of an answer that comes without its body."""
    return [header for header in headers if not header[0].startswith(b"content-")]


def wire_of(ranking: Ranking, model_id: str) -> dict[str, Any]:
    """Return what `RelatedOut` describes, without its checks: this is done all the time."""
    return {
        "items": [_item(found) for found in ranking.selected],
        "unfilled_reason": ranking.unfilled_reason,
        "relaxed": ranking.relaxed,
        "policy": ranking.policy,
        "model_id": model_id,
    }


def _item(found: Recommendation) -> dict[str, Any]:
    card = found.card
    return {
        "id": card.id,
        "url": card.url,
        "title": card.title,
        "summary": card.summary,
        "image_url": card.image_url,
        "language": card.language,
        "published_at": card.published_at,
        "score": round(found.score, 4),
        "pinned": found.pinned,
        "relation": found.relation,
        "translations": [
            {"id": each.id, "url": each.url, "title": each.title, "language": each.language}
            for each in found.translations
        ],
    }


def _cache_control(shared: bytes, max_age_s: int) -> bytes:
    return b"%s, max-age=%d, stale-while-revalidate=%d, stale-if-error=%d" % (
        shared, max_age_s, STALE_WHILE_REVALIDATE_S, STALE_IF_ERROR_S,
    )  # fmt: skip
