"""What the desk works with, wired once."""

from dataclasses import dataclass
from typing import Self

from jinja2 import Environment, PackageLoader, StrictUndefined

from recommender.access.keyring import Keyring
from recommender.bootstrap import Services
from recommender.desk.files import address_of
from recommender.desk.identity import Identity
from recommender.desk.notes import Notes
from recommender.desk.secret import secret_of
from recommender.desk.session import Sessions
from recommender.desk.throttle import Throttle
from recommender.desk.words import direction_of

_HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Desk:
    """The engine's services, and who and what the desk adds to them."""

    services: Services
    keyring: Keyring
    identity: Identity
    sessions: Sessions
    notes: Notes
    throttle: Throttle
    templates: Environment

    @classmethod
    def over(cls, services: Services) -> Self:
        """Return the desk over services. Raises StoreUnavailable if keys cannot be read."""
        settings = services.settings
        keyring = Keyring(services.catalog.store.keys)
        secret = secret_of(settings.home)
        return cls(
            services,
            keyring,
            Identity(keyring, is_open=settings.access == "open"),
            Sessions(secret, settings.desk_session_h * _HOUR_S),
            Notes(secret),
            Throttle(),
            _templates(),
        )


def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("recommender.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"static": address_of, "direction_of": direction_of}
    return environment
