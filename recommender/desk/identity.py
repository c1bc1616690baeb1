"""Who asks: found out anew for every request, so that a revoked key ends its sessions."""

from datetime import UTC, datetime

from starlette.requests import Request

from recommender.access.clients import is_loopback
from recommender.access.keyring import Keyring
from recommender.desk.person import LOCAL, STRANGER, Person, role_of
from recommender.desk.session import Session


class Identity:
    """Finds people by a proxy's word, by the key of their session, or as those of this machine.

    `is_open` says whether whoever uses this machine may do everything without a key.
    """

    def __init__(self, keyring: Keyring, *, is_open: bool) -> None:
        self._keyring, self._is_open = keyring, is_open

    async def of(self, request: Request, session: Session) -> Person:
        """Return who asks; STRANGER for somebody who has to sign in first."""
        vouched: Person | None = request.scope.get("state", {}).get("vouched")
        if vouched is not None:
            return vouched
        if session.key:
            return await self._by_key(session.key)
        # a page elsewhere may name this machine's address, but then by the page's own name
        if self._is_open and is_loopback(request.url.hostname or ""):
            return LOCAL
        return STRANGER

    async def _by_key(self, id_: str) -> Person:
        key = await self._keyring.named(id_)
        now = datetime.now(UTC)
        if key is None or key.revoked is not None or (key.expires and key.expires <= now):
            return STRANGER
        self._keyring.note_use(key, now.date())
        return Person(key.name, role_of(key.scope), key.id)
