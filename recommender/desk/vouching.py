"""People whom a proxy in front has let in, such as one that speaks OpenID Connect."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from recommender.access.clients import Network, is_peer_in
from recommender.decisions import LONGEST_NAME
from recommender.desk.person import Person, Role
from recommender.desk.session import PATH
from recommender.errors import InvalidSettings
from recommender.settings import Settings


@dataclass(frozen=True, slots=True)
class Vouchers:
    """In which headers, as bytes in lower case, which proxies say who asks and what they may do.

    Without a header for `roles` everybody is a viewer.
    """

    proxies: Sequence[Network]
    user: bytes
    roles: bytes | None

    @classmethod
    def of(cls, settings: Settings) -> "Vouchers | None":
        """Return what the settings say, None if no proxy vouches for people.

        Raises InvalidSettings for headers that anybody could send.
        """
        if settings.desk_user_header is None:
            return None
        if not settings.trusted_proxies:
            raise InvalidSettings(
                f"setting 'desk_user_header' is {settings.desk_user_header!r}, but no proxy may "
                "send it; name the proxy's address in trusted_proxies"
            )
        roles = settings.desk_roles_header
        user = settings.desk_user_header.lower().encode()
        return cls(settings.trusted_proxies, user, roles.lower().encode() if roles else None)

    def person(self, scope: Scope) -> Person | None:
        """Return whom a request is vouched for; None if by nobody, or by somebody unknown."""
        if not is_peer_in(scope, self.proxies):
            return None
        name = _only(scope, self.user)
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            return None
        return Person(name, self._role(scope))

    def _role(self, scope: Scope) -> Role:
        if self.roles is None:
            return Role.VIEWER
        named = {each.strip().upper() for each in _only(scope, self.roles).split(",")}
        return max((role for role in Role if role.name in named), default=Role.NOBODY)


class Vouching:
    """Puts people into `scope["state"]`; stands where clients still have their own addresses."""

    def __init__(self, app: ASGIApp, vouchers: Vouchers) -> None:
        self._app, self._vouchers = app, vouchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what a server hands on."""
        if scope["type"] == "http" and scope["path"].startswith(PATH):
            scope.setdefault("state", {})["vouched"] = self._vouchers.person(scope)
        await self._app(scope, receive, send)


def _only(scope: Scope, header: bytes) -> str:
    """Return the value of a header; of two, others may have read the other one, so that is none."""
    values = [value for name, value in scope["headers"] if name == header]
    return values[0].decode("utf-8", "replace").strip() if len(values) == 1 else ""
