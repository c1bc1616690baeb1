"""What a caller is told who is not let in. No message has anything of a key but its id."""

import math
from http import HTTPStatus

from index.store.keys import Key, Scope
from recommender.access.refusal import Refusal

_CHALLENGE = b"www-authenticate"
_TRY_AGAIN = ((b"retry-after", b"1"),)


def ambiguous(header: str) -> Refusal:
    """Refuse a request that shows more than one key."""
    return unauthorized(f"there are several {header} headers; send one")


def unauthorized(detail: str) -> Refusal:
    """Refuse a key that is none, or none any more."""
    return Refusal(
        HTTPStatus.UNAUTHORIZED,
        "invalid-key",
        detail,
        ((_CHALLENGE, b'Bearer error="invalid_token"'),),
    )


def key_needed(needed: Scope) -> Refusal:
    """Refuse what takes a key."""
    return Refusal(
        HTTPStatus.UNAUTHORIZED,
        "key-required",
        f"this takes a key with the scope {needed.value!r}; send it as 'Authorization: Bearer "
        "rak_...'; 'recommender keys create' makes one",
        ((_CHALLENGE, b"Bearer"),),
    )


def forbidden(key: Key, needed: Scope) -> Refusal:
    """Refuse what the key is not for."""
    challenge = f'Bearer error="insufficient_scope", scope="{needed.value}"'
    return Refusal(
        HTTPStatus.FORBIDDEN,
        "scope-too-small",
        f"key {key.id} has the scope {key.scope.value!r}, but this takes {needed.value!r}; "
        "use another key",
        ((_CHALLENGE, challenge.encode()),),
    )


def too_many(rate: float, wait: float) -> Refusal:
    """Refuse one request too many; `rate` in requests per second, `wait` in seconds.

    The headers are those of draft-ietf-httpapi-ratelimit-headers: what is allowed in how many
    seconds, what is left of it, and in how many seconds there is more. They stand here alone, for
    an answer that is let through may be kept by caches and shown to others.
    """
    seconds = math.ceil(wait)
    quota = max(1, math.floor(rate))
    window = max(1, math.ceil(quota / rate))
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        f"more than {rate:g} requests per second; wait {seconds} s",
        (
            (b"retry-after", b"%d" % seconds),
            (b"ratelimit-policy", b'"default";q=%d;w=%d' % (quota, window)),
            (b"ratelimit", b'"default";r=0;t=%d' % seconds),
        ),
    )


def overloaded(most_at_once: int) -> Refusal:
    """Refuse more requests than are taken on at once."""
    return Refusal(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "overloaded",
        f"{most_at_once} requests are in progress, and no more are taken on; try again soon",
        _TRY_AGAIN,
    )


def timed_out(longest_s: float) -> Refusal:
    """Give up a request that takes too long to handle; `longest_s` in seconds."""
    return Refusal(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "timed-out",
        f"there was no answer within {longest_s:g} s; try again later",
        _TRY_AGAIN,
    )


def body_late(longest_s: float) -> Refusal:
    """Give up a request whose body does not arrive; `longest_s` in seconds."""
    return Refusal(
        HTTPStatus.REQUEST_TIMEOUT,
        "request-timeout",
        f"the body did not arrive within {longest_s:g} s; send less at a time, or faster",
        ((b"connection", b"close"),),
    )


def body_too_large(limit: int) -> Refusal:
    """Refuse a body that is announced to be too large; `limit` in bytes."""
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "body-too-large",
        f"the body has over {limit} bytes; send less at a time, or raise "
        "RECOMMENDER_MAX_BODY_BYTES",
    )
