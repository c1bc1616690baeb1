"""Forms are taken from nobody but the desk itself."""

from fastapi import Request

from recommender.desk.person import Role
from recommender.desk.refused import SignInNeeded, WrongToken
from recommender.desk.view import Anybody

FIELD = "token"
HEADER = "x-desk-token"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


async def require_token(request: Request, view: Anybody) -> None:
    """Let pass what only reads, and what brings the token of its session along.

    Raises SignInNeeded if the session has ended meanwhile, and otherwise WrongToken.
    """
    if request.method in _READING:
        return
    given = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    if isinstance(given, str) and view.desk.sessions.is_token(view.session, given):
        return
    if view.session.has_ended and view.person.role is Role.NOBODY:
        raise SignInNeeded
    raise WrongToken
