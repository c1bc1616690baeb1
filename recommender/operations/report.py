"""The page that Prometheus reads."""

import os
from collections.abc import Iterator

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from index.errors import EngineError
from recommender.bootstrap import Services
from recommender.operations.counts import VARIABLE
from recommender.operations.health import behind

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Catalogue(Collector):
    """The catalogue as it is while the page is made."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        try:
            store = self._services.catalog.store
            values = {
                "recommender_articles": (store.count(), "Published articles."),
                "recommender_index_vectors": (
                    self._services.catalog.index.warm(),
                    "Vectors that are compared.",
                ),
                "recommender_changes": (store.position().change, "Number of the last change."),
                "recommender_changes_behind": (
                    behind(self._services),
                    "Changes that shortlists do not follow yet.",
                ),
            }
        except EngineError:
            values = {}
        for name, (value, meaning) in values.items():
            yield GaugeMetricFamily(name, meaning, value)
        readable = GaugeMetricFamily("recommender_store_readable", "1 if the store can be read.")
        readable.add_metric([], float(bool(values)))
        yield readable


def report(services: Services) -> bytes:
    """Return the measures of all processes that serve together, and the catalogue's state."""
    page = generate_latest(_measures())
    catalogue = CollectorRegistry()
    catalogue.register(_Catalogue(services))
    return page + generate_latest(catalogue)


def _measures() -> CollectorRegistry:
    if VARIABLE not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
