"""Why the desk does not do what it was asked; each has a page of its own."""

from index.errors import EngineError
from recommender.desk.person import Role


class SignInNeeded(EngineError):
    """Nobody is signed in, or not any more."""


class RoleTooSmall(EngineError):
    """Whoever is signed in may not do this; it takes `role`."""

    def __init__(self, role: Role) -> None:
        super().__init__(f"this takes the role {role.name.lower()}; sign in with another key")
        self.role = role


class WrongToken(EngineError):
    """A form that this desk did not make for this session."""
