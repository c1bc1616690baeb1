"""Who asks, as routes may want to know: decisions are signed with the caller's name."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from index.store.keys import Scope


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name on the key and what it is for.

    Without a key `name` is None, and `scope` what the mode of access gives to everybody, None for
    nothing.
    """

    name: str | None
    scope: Scope | None


def caller_of(request: Request) -> Caller:
    """Return who asks, as the layer of access found out."""
    caller: Caller = request.scope["state"]["caller"]
    return caller


Calling = Annotated[Caller, Depends(caller_of)]
