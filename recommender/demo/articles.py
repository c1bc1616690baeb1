"""The sample articles: our own writing about invented news."""

from datetime import UTC, datetime
from importlib import resources

from index.catalog import Catalog
from index.ingest import Report, ingest
from index.sources.jsonl import read_articles

SAMPLES = resources.files("recommender.demo") / "articles.jsonl"


def ingest_samples(catalog: Catalog) -> Report:
    """Put the sample articles into the catalogue; those that are there already cost nothing.

    A catalogue that an earlier version left behind moves to the encoder's model first.
    """
    for _ in catalog.encode_anew():
        pass
    with SAMPLES.open("rb") as lines:
        return ingest(catalog, read_articles(lines), datetime.now(UTC))
