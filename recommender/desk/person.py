"""Who sits at the desk."""

from dataclasses import dataclass
from enum import IntEnum

from index.store.keys import Scope
from recommender.access.scopes import allows


class Role(IntEnum):
    """What somebody may do at the desk; each role may do what those before it may."""

    NOBODY = 0
    VIEWER = 1
    EDITOR = 2
    ADMIN = 3


_SCOPES = {Role.ADMIN: Scope.ADMIN, Role.EDITOR: Scope.EDIT, Role.VIEWER: Scope.READ}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, with the name that decisions are signed with.

    `key` is the id of the key that they signed in with, empty for those who did it otherwise.
    """

    name: str
    role: Role
    key: str = ""

    @property
    def may_edit(self) -> bool:
        """Whether they may decide."""
        return self.role >= Role.EDITOR

    @property
    def is_local(self) -> bool:
        """Whether they are whoever uses this machine."""
        return self is LOCAL

    @property
    def is_admin(self) -> bool:
        """Whether they see who else may do what."""
        return self.role >= Role.ADMIN


STRANGER = Person("", Role.NOBODY)
LOCAL = Person("local editor", Role.ADMIN)
"""Whoever uses a service that is open to this machine alone."""


def role_of(scope: Scope) -> Role:
    """Return the role that a key gives at the desk; every key at least lets its owner look."""
    return next(role for role, needed in _SCOPES.items() if allows(scope, needed))
