"""An answer in bytes, with the headers that tell caches how long it is good for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from pydantic_core import to_json

from index.cards import Fragment
from recommender.ranking import Ranking, Shown, Unfilled

Headers: TypeAlias = list[tuple[bytes, bytes]]

STALE_WHILE_REVALIDATE_S = 600
STALE_IF_ERROR_S = 86_400
EMPTY_MAX_AGE_S = 5
"""An empty list is cached briefly, lest it stay empty when there is something to show."""

_EMPTY = b'{"items":[]'


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
    stories = tuple(page.story for page in ranking.considered.pages if page.story is not None)
    return answer_in(body_of(ranking, model_id), stories, max_age_s, shared, vary)


def answer_in(
    body: bytes, stories: tuple[int, ...], max_age_s: int, shared: bytes, vary: bytes = b""
) -> Answer:
    """Return an answer whose body is there already, for pages that tell some stories."""
    etag = b'"%s"' % hashlib.blake2b(body, digest_size=12).hexdigest().encode()
    age = min(max_age_s, EMPTY_MAX_AGE_S) if body.startswith(_EMPTY) else max_age_s
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(body)),
        (b"etag", etag),
        (b"cache-control", _cache_control(shared, age)),
    ]
    if vary:
        headers.append((b"vary", vary))
    return Answer(body, etag, headers, age, stories)


def matches(known: bytes, etag: bytes) -> bool:
    """Say whether an If-None-Match header names a tag; weak tags of equal bytes match."""
    named = (each.strip() for each in known.split(b","))
    return any(each == b"*" or each.removeprefix(b"W/") == etag for each in named)


def without_content(headers: Headers) -> Headers:
    """Return the headers of an answer that comes without its body."""
    return [header for header in headers if not header[0].startswith(b"content-")]


def body_of(ranking: Ranking, model_id: str) -> bytes:
    """Return what `RelatedOut` describes, without its checks: this is done all the time."""
    shown = ranking.shown
    rows = [row for each in shown for row in (each.row, *each.versions)]
    known = ranking.cards.fragments(rows)
    # what was withdrawn just now is left out
    items = b",".join([_item(each, known) for each in shown if each.row in known])
    return b'{"items":[%b]%b' % (items, _rest(ranking, model_id))


def _item(found: Shown, known: Mapping[int, Fragment]) -> bytes:
    headlines = [known[row].headline + b"}" for row in found.versions if row in known]
    fragment = known[found.row]
    return b'%b%b,"score":%b,"pinned":%b,"relation":%b,"translations":[%b]}' % (
        fragment.headline,
        fragment.rest,
        repr(round(found.score, 4)).encode(),
        b"true" if found.pinned else b"false",
        b'"%b"' % found.relation.encode() if found.relation else b"null",
        b",".join(headlines),
    )


def _rest(ranking: Ranking, model_id: str) -> bytes:
    return _said(ranking.unfilled_reason, ranking.relaxed, ranking.policy, model_id)


@lru_cache(maxsize=256)
def _said(unfilled: Unfilled | None, relaxed: tuple[str, ...], policy: str, model_id: str) -> bytes:
    """Return what is said of lists as a whole, which is the same of most."""
    said = {
        "unfilled_reason": unfilled,
        "relaxed": relaxed,
        "policy": policy,
        "model_id": model_id,
    }
    return b"," + to_json(said)[1:]


def _cache_control(shared: bytes, max_age_s: int) -> bytes:
    return b"%s, max-age=%d, stale-while-revalidate=%d, stale-if-error=%d" % (
        shared, max_age_s, STALE_WHILE_REVALIDATE_S, STALE_IF_ERROR_S,
    )  # fmt: skip
