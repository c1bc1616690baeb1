"""Sessions: a signed cookie that says who signed in, with which key, and when."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Literal

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "desk_session"
PATH = "/desk"
_RENEWED_AFTER_S = 60
_LONGEST_IN_IDLE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Session:
    """What the cookie says.

    `nonce` names the session, `key` is the id of the key that was shown, empty before that, and
    `begun` the second at which it was. `is_due` says whether the browser must be given the cookie
    anew, `has_ended` whether it showed one that no longer holds.
    """

    nonce: str
    key: str
    begun: int
    is_due: bool = True
    has_ended: bool = False


class Sessions:
    """Reads and writes sessions, and the tokens of their forms.

    A session ends when it was not used for `idle_s` seconds, and at the latest after three times
    as many. A restart of the service does not end it.
    """

    def __init__(
        self, secret: bytes, idle_s: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._idle_s, self._clock = idle_s, clock
        self._signer = URLSafeSerializer(secret, salt="desk session")
        self._tokens = URLSafeSerializer(secret, salt="desk form")

    def new(self, key: str = "", *, has_ended: bool = False) -> Session:
        """Return a session that begins now."""
        return Session(secrets.token_urlsafe(16), key, int(self._clock()), has_ended=has_ended)

    def of(self, request: Request) -> Session:
        """Return the session of a request; a new one if it shows none that holds."""
        cookie = request.cookies.get(COOKIE)
        if not cookie:
            return self.new()
        try:
            nonce, key, begun, seen = self._signer.loads(cookie)
        except BadData:
            return self.new(has_ended=True)
        idle, age = self._clock() - seen, self._clock() - begun
        if idle > self._idle_s or age > self._idle_s * _LONGEST_IN_IDLE_TIMES:
            return self.new(has_ended=True)
        return Session(nonce, key, begun, is_due=idle > _RENEWED_AFTER_S)

    def keep(self, session: Session, request: Request, response: Response) -> None:
        """Give the browser the session."""
        # a session without a key gives nobody anything, and may come along on links from elsewhere
        same_site: Literal["strict", "lax"] = "strict" if session.key else "lax"
        value = self._signer.dumps([session.nonce, session.key, session.begun, int(self._clock())])
        response.set_cookie(
            COOKIE, str(value), path=PATH, httponly=True, samesite=same_site,
            secure=request.url.scheme == "https",
        )  # fmt: skip

    def token(self, session: Session) -> str:
        """Return what a form must bring back, so that no other site can have made it."""
        return str(self._tokens.dumps(session.nonce))

    def is_token(self, session: Session, given: str) -> bool:
        """Say whether this is the token of the session."""
        return compare_digest(self.token(session).encode(), given.encode())
