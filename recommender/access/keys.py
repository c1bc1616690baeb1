"""Making, reading and taking back keys.

A key is `rak_<id>_<secret>`: 8 hexadecimal digits that name it, and 40 that nobody can guess. The
store keeps the SHA-256 of the whole. A slow hash, as for passwords, would buy nothing: 160 random
bits cannot be tried out, however fast the hash is, and the digest is computed for every request.
"""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from index.store.keys import Key, Keys, Scope
from recommender.decisions import LONGEST_NAME
from recommender.errors import InvalidRequest

PREFIX = b"rak_"

_FORM = re.compile(rb"rak_([0-9a-f]{8})_[0-9a-f]{40}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Made:
    """A new key, and the text that its owner is given; nobody can be shown that again."""

    key: Key
    text: str


def make_key(
    keys: Keys,
    name: str,
    scope: Scope,
    created: datetime,
    expires: datetime | None = None,
    rate: float | None = None,
) -> Made:
    """Make a key and keep what is to be kept of it.

    Raises InvalidRequest for a name that is empty, too long, or has control characters.
    """
    id_ = secrets.token_hex(4)
    text = f"rak_{id_}_{secrets.token_hex(20)}"
    key = Key(id_, digest_of(text.encode()), _checked(name), scope, created, rate, expires)
    keys.add(key)
    return Made(key, text)


def revoke_key(keys: Keys, prefix: str, at: datetime) -> Key:
    """Take back the one key that still stands and whose id begins with `prefix`; return it.

    A whole key will do, too. Raises InvalidRequest if there is none, or more than one.
    """
    # what follows the id must not get into a message
    beginning = prefix.removeprefix("rak_").partition("_")[0][:8]
    standing = [key for key in keys.all() if key.revoked is None]
    found = [key for key in standing if beginning and key.id.startswith(beginning)]
    if not found:
        raise InvalidRequest(
            "prefix",
            f"no key that could be revoked begins with {beginning!r}; 'recommender keys list' "
            "lists them all",
        )
    if len(found) > 1:
        ids = ", ".join(key.id for key in found)
        raise InvalidRequest("prefix", f"{beginning!r} begins several keys: {ids}; give more of it")
    keys.revoke(found[0].id, at)
    return found[0]


def id_of(presented: bytes) -> str | None:
    """Return the id that a key names, or None if it has not the form of a key."""
    match = _FORM.fullmatch(presented)
    return match[1].decode() if match else None


def digest_of(presented: bytes) -> bytes:
    """Return the SHA-256 of a key, 32 bytes."""
    return sha256(presented).digest()


def is_key(key: Key, presented: bytes) -> bool:
    """Say whether this is the key, in the same time wherever the two differ."""
    return hmac.compare_digest(key.digest, digest_of(presented))


def _checked(name: str) -> str:
    stripped = name.strip()
    if not stripped or len(stripped) > LONGEST_NAME or _CONTROL.search(stripped):
        raise InvalidRequest(
            "name",
            f"a key's name has 1 to {LONGEST_NAME} characters, none of them a control character; "
            f"got {stripped[:80]!r}",
        )
    return stripped
