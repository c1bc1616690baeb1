"""A note for the page that comes next, such as 'Pinned.', carried by the browser."""

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from recommender.desk.session import PATH

_COOKIE = "desk_note"
_HOLDS_S = 60


class Notes:
    """Leaves notes, and takes them; signed, so that nobody else speaks in the desk's name."""

    def __init__(self, secret: bytes) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="desk note")

    def leave(self, text: str, response: Response) -> None:
        """Let the browser bring a text along to the next page."""
        note = str(self._signer.dumps(text))
        response.set_cookie(
            _COOKIE, note, max_age=_HOLDS_S, path=PATH, httponly=True, samesite="strict"
        )

    def taken(self, request: Request) -> str:
        """Return the text that was left for this page, empty if there is none."""
        try:
            return str(self._signer.loads(request.cookies.get(_COOKIE, ""), max_age=_HOLDS_S))
        except BadData:
            return ""

    def forget(self, response: Response) -> None:
        """Let the browser throw the note away."""
        response.delete_cookie(_COOKIE, path=PATH)
