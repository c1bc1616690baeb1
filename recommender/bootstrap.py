"""The one composition root: everything is built here, nothing at import."""

from dataclasses import dataclass, replace

from index.catalog import Catalog
from index.encoder import BUNDLED, Encoder, bundled_version, load, remembered
from index.store import Store
from index.stories.finder import StoryFinder
from recommender.policies import Policies, load_policies
from recommender.service import Recommender
from recommender.settings import STORE_FILE as STORE_FILE
from recommender.settings import Settings

MODEL_NOTE = "model.json"


@dataclass(frozen=True, slots=True)
class Services:
    """What commands and routes work with; `is_kept` if a keeper relates what is written."""

    settings: Settings
    catalog: Catalog
    policies: Policies
    recommender: Recommender
    is_kept: bool = False

    def kept(self) -> "Services":
        """Return services for a process beside a keeper, which relates what is written.

        They answer from shortlists as they are, and never wait for them.
        """
        catalog, default = self.catalog, self.policies.default
        recommender = Recommender(catalog, default, shortlist_of=catalog.shortlist)
        return replace(self, recommender=recommender, is_kept=True)

    def close(self) -> None:
        """Close the store."""
        self.catalog.store.close()


def bootstrap(settings: Settings, encoder: Encoder | None = None) -> Services:
    """Read the policies, open the store, load the encoder and assemble the service.

    The model is loaded when there is something to encode, unless it has never been used here.
    Raises InvalidPolicies, InvalidSettings, StoreUnavailable, ModelUnavailable.
    """
    policies = load_policies(settings.home, settings.policy, settings.minimum_score)
    encoder = encoder or _encoder(settings)
    store = Store(settings.home / STORE_FILE)
    finder = StoryFinder if settings.infer_stories else None
    catalog = Catalog(store, settings.home, encoder, finder)
    recommender = Recommender(catalog, policies.default, shortlist_of=catalog.shortlist_of_now)
    return Services(settings, catalog, policies, recommender)


def _encoder(settings: Settings) -> Encoder:
    model, options = settings.model, settings.model_options
    key = [model, options.changing, bundled_version() if model == BUNDLED else None]
    return remembered(settings.home / MODEL_NOTE, key, lambda: load(model, options))
