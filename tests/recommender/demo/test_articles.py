"""The sample articles in a catalogue."""

from collections.abc import Callable

from index.catalog import Catalog
from index.encoder import Encoder
from recommender.demo.articles import ingest_samples


def test_samples_follow_the_model(
    open_catalog: Callable[..., Catalog], counting_encoder: Callable[[], Encoder]
):
    """A demo that was run with an earlier model starts with a later one, without a word."""
    ingest_samples(open_catalog(counting_encoder()))

    report = ingest_samples(open_catalog())

    assert report.unchanged == report.read == 156


def test_samples_speak_many_languages(open_catalog: Callable[..., Catalog]):
    """At least fourteen languages with several articles each, all as they are declared."""
    catalog = open_catalog()
    ingest_samples(catalog)

    languages = catalog.store.count_by("language")
    assert len(languages) == 16
    assert min(languages.values()) >= 8
