"""The one composition root: everything is built here, nothing at import."""

from dataclasses import dataclass

from index.catalog import Catalog
from index.encoder import Encoder, load
from index.store import Store
from recommender.policies import Policies, load_policies
from recommender.service import Recommender
from recommender.settings import Settings

STORE_FILE = "catalogue.sqlite"


@dataclass(frozen=True, slots=True)
class Services:
    """What commands and routes work with."""

    settings: Settings
    catalog: Catalog
    policies: Policies
    recommender: Recommender

    def close(self) -> None:
        """Close the store."""
        self.catalog.store.close()


def bootstrap(settings: Settings, encoder: Encoder | None = None) -> Services:
    """Read the policies, open the store, load the encoder and assemble the service.

    Raises InvalidPolicies, InvalidSettings, StoreUnavailable, ModelUnavailable.
    """
    policies = load_policies(settings.home, settings.policy, settings.minimum_score)
    encoder = encoder or load(settings.model)
    store = Store(settings.home / STORE_FILE)
    catalog = Catalog(store, settings.home, encoder)
    return Services(settings, catalog, policies, Recommender(catalog, policies.default))
