"""The key that a request shows."""

from collections.abc import Iterable

from recommender.access.keys import PREFIX
from recommender.access.refusal import Refusal
from recommender.access.refusals import ambiguous

_BEARER = b"bearer "


def presented_key(headers: Iterable[tuple[bytes, bytes]]) -> bytes | Refusal | None:
    """Return what is shown as a key, from `Authorization: Bearer` or else `X-API-Key`.

    What does not begin like a key is none, such as the token of a proxy in front. Of two headers
    of one name others may have read the first and we the last, so both are refused.
    """
    authorization = api_key = None
    for name, value in headers:
        if name == b"authorization":
            if authorization is not None:
                return ambiguous("Authorization")
            authorization = value
        elif name == b"x-api-key":
            if api_key is not None:
                return ambiguous("X-API-Key")
            api_key = value
    if authorization is not None and authorization[: len(_BEARER)].lower() == _BEARER:
        token = authorization[len(_BEARER) :].strip()
        if token.startswith(PREFIX):
            return token
    if api_key is not None and api_key.strip().startswith(PREFIX):
        return api_key.strip()
    return None
