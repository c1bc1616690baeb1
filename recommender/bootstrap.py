"""The one composition root: everything is built here, nothing at import."""

from dataclasses import dataclass

from index.catalog import Catalog
from index.encoder import BUNDLED, Encoder, load, remembered
from index.store import Store
from index.stories.finder import StoryFinder
from recommender.policies import Policies, load_policies
from recommender.service import Recommender
from recommender.settings import Settings

STORE_FILE = "catalogue.sqlite"
MODEL_NOTE = "model.json"


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

    A model that is not the bundled one is loaded when there is something to encode, unless it has
    never been used here.
    Raises InvalidPolicies, InvalidSettings, StoreUnavailable, ModelUnavailable.
    """
    policies = load_policies(settings.home, settings.policy, settings.minimum_score)
    encoder = encoder or _encoder(settings)
    store = Store(settings.home / STORE_FILE)
    finder = StoryFinder if settings.infer_stories else None
    catalog = Catalog(store, settings.home, encoder, finder)
    return Services(settings, catalog, policies, Recommender(catalog, policies.default))


def _encoder(settings: Settings) -> Encoder:
    model, options = settings.model, settings.model_options
    if model == BUNDLED:
        return load(model, options)
    key = [model, options.changing]
    return remembered(settings.home / MODEL_NOTE, key, lambda: load(model, options))
