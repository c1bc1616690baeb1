"""Signing what is sent, by Standard Webhooks: https://www.standardwebhooks.com, version 1."""

import base64
import hashlib
import hmac
import secrets

from recommender.errors import InvalidRequest

PREFIX = "whsec_"
_BYTES = range(24, 65)


def new_secret() -> str:
    """Return a secret of 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def checked_secret(secret: str) -> str:
    """Return a secret without space around it. Raises InvalidRequest unless it can sign."""
    stripped = secret.strip()
    try:
        key = _key_of(stripped)
    except ValueError:
        key = b""
    if not stripped.startswith(PREFIX) or len(key) not in _BYTES:
        raise InvalidRequest(
            "secret",
            f"the secret has to be {PREFIX!r} and the base64 of 24 to 64 random bytes; leave it "
            "out to have one made",
        )
    return stripped


def signed_headers(secret: str, message_id: str, seconds: int, body: bytes) -> dict[str, str]:
    """Return the headers that tell a receiver whom a message is from, sent at a Unix time."""
    content = b".".join((message_id.encode(), str(seconds).encode(), body))
    signature = base64.b64encode(hmac.digest(_key_of(secret), content, hashlib.sha256)).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{signature}",
    }


def _key_of(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
