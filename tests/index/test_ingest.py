"""Articles from a source into the catalogue."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from index.catalog import Catalog
from index.encoder import Encoder
from index.errors import ModelMismatch
from index.ingest import BATCH, ingest
from index.sources.jsonl import read_articles

NOW = datetime(2026, 11, 20, tzinfo=UTC)
OpenCatalog = Callable[..., Catalog]


def line(id_: object, title: str = "Title", **more: str) -> bytes:
    return json.dumps({"id": id_, "title": title, "text": f"About {id_}.", **more}).encode()


def leave(_: object) -> None:
    """Relate nothing: that is for other tests."""


def test_the_report_counts_what_became_of_each_line(open_catalog: OpenCatalog):
    """Added, changed, unchanged and rejected lines add up to what was read."""
    catalog = open_catalog()
    ingest(catalog, read_articles([line("same"), line("old")]), NOW)

    report = ingest(
        catalog,
        read_articles([line("same"), line("old", "New"), line("new"), b"{", line("x", "")]),
        NOW,
    )

    assert (report.added, report.changed, report.unchanged) == (1, 1, 1)
    assert [rejection.line for rejection in report.rejected] == [4, 5]
    assert report.read == 5


def test_the_second_of_two_equal_ids_is_rejected(open_catalog: OpenCatalog):
    """The reason names the id and the line that was taken, also across batches."""
    catalog = open_catalog()
    lines = [line(n) for n in range(BATCH + 5)]

    report = ingest(catalog, read_articles([*lines, line(3, "Again")]), NOW, relating=leave)

    (rejection,) = report.rejected
    assert rejection.reason == "duplicate id '3': line 4 has it, too, and comes first"
    assert catalog.store.article("3").title == "Title"


def test_a_taken_url_is_rejected_with_its_line(open_catalog: OpenCatalog):
    """What the catalogue refuses is reported like what the source refuses."""
    url = "https://news.example/a"

    report = ingest(
        open_catalog(), read_articles([line("a", url=url), b"", line("b", url=url)]), NOW
    )

    (rejection,) = report.rejected
    assert (rejection.line, rejection.id) == (3, "b")
    assert "already belongs to article 'a'" in rejection.reason


def test_progress_counts_what_is_durable(open_catalog: OpenCatalog):
    """Whenever progress is reported, the store holds what was counted."""
    catalog = open_catalog()
    seen = []

    ingest(
        catalog,
        read_articles([line(n) for n in range(2 * BATCH + 1)]),
        NOW,
        lambda report: seen.append((report.added, catalog.store.count())),
        leave,
    )

    assert seen == [(BATCH, BATCH), (2 * BATCH, 2 * BATCH), (2 * BATCH + 1, 2 * BATCH + 1)]


def test_another_model_stops_an_ingest_before_it_reads(
    open_catalog: OpenCatalog, counting_encoder: Callable[[], Encoder]
):
    """The first line is not even taken from the source."""
    ingest(open_catalog(), read_articles([line("a")]), NOW)
    lines = iter([line("b")])

    with pytest.raises(ModelMismatch):
        ingest(open_catalog(counting_encoder()), read_articles(lines), NOW)

    assert next(lines) == line("b")
