"""Who a decision is signed by."""

from index.store.keys import Scope
from recommender.access.caller import Caller
from recommender.errors import InvalidRequest


def signature(by: str | None, caller: Caller) -> str | None:
    """Return who decides: the name on the caller's key, unless somebody else may be named.

    That may who needs no key, and who has one for everything, such as a system in which editors
    sign in. Raises InvalidRequest.
    """
    if caller.name is None or by is None or not by.strip() or caller.scope == Scope.ADMIN:
        return by if by and by.strip() else caller.name
    if by.strip() != caller.name:
        raise InvalidRequest(
            "by",
            f"by {by[:80]!r} is not {caller.name!r}, whom the key belongs to; leave it out, or "
            "use a key of scope admin",
        )
    return caller.name
