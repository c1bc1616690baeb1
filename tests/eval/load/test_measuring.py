"""Measuring from end to end, over the sample articles: real services, real clients."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eval.datasets import demo
from eval.load.effort import Effort
from eval.load.figure import Figure
from eval.load.million import measure_invented
from eval.load.real import measure_ratios
from eval.load.releases import catalogue_of, copied, new_articles
from eval.load.soak.soak import measure_soak
from recommender.bootstrap import STORE_FILE, Services

Measured = dict[str, Figure]

needs_wrk = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")


@pytest.fixture(scope="module")
def effort() -> Effort:
    """As little as it takes to see that all works."""
    return Effort(lambda _: None, rounds=1, seconds=1, soak_s=2, invented=400, sample=50)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Return the catalogue of the sample articles, with all lists made."""
    work = tmp_path_factory.mktemp("work")
    with catalogue_of(demo.SOURCE.load(Path()), work, lambda _: None) as services:
        yield services


@pytest.fixture
def named() -> Callable[[Iterator[Figure]], Measured]:
    """Measure, and give figures by name."""
    return lambda figures: {figure.name: figure for figure in figures}


def test_a_catalogue_waits_for_nothing(samples: Services):
    """Its lists are all made, and known, so that a keeper has nothing to do."""
    position = samples.catalog.store.position()

    assert position.related == position.change > 0
    with sqlite3.connect(samples.settings.home / STORE_FILE) as store:
        assert store.execute("SELECT count(*) FROM list_pending").fetchone() == (0,)


@needs_wrk
def test_ratios_are_measured(
    samples: Services, effort: Effort, tmp_path: Path, named: Callable[..., Measured]
):
    """Cached and uncached answers each have a rate beside that of the bare endpoint."""
    with copied(samples.settings.home, tmp_path) as home:
        figures = named(measure_ratios(samples, home, tmp_path, effort))

    cached, uncached, made = figures.values()
    assert cached.name.startswith("cached")
    assert uncached.name.startswith("uncached")
    assert made.name.startswith("the same")
    for figure in figures.values():
        assert 0 < figure.value < 2
        assert figure.timed is not None
        assert figure.timed.failed == 0


def test_a_soak_finds_nothing_wrong(
    samples: Services, effort: Effort, tmp_path: Path, named: Callable[..., Measured]
):
    """Whatever happens to a service of two workers; all of it is counted."""
    with copied(samples.settings.home, tmp_path) as home:
        dataset = demo.SOURCE.load(Path())
        (figure,) = named(measure_soak(dataset, samples, home, tmp_path, effort)).values()

    assert figure.value == 0, figure.note
    assert figure.timed is not None
    assert figure.timed.rate > 0


@needs_wrk
def test_invented_articles_are_measured(
    samples: Services, effort: Effort, tmp_path: Path, named: Callable[..., Measured]
):
    """Recall of a small index is 1; memory and start are of real processes."""
    figures = named(measure_invented(samples, tmp_path, effort))

    names = ("candidate recall", "uncached", "memory of a worker", "memory of each", "start")
    found = [next(f for name, f in figures.items() if name.startswith(each)) for each in names]
    recall, ratio, largest, further, start = (figure.value for figure in found)
    assert recall > 0.99
    assert 0 < ratio < 2
    assert 0.02 < largest < 5
    assert 5 < further < 1000 * largest
    assert 0 < start < 60


def test_new_articles_are_no_copies():
    """Each has its own id, and halves of two texts of its language."""
    samples = {each.id: each for each in demo.SOURCE.load(Path()).articles()}
    articles = new_articles(demo.SOURCE.load(Path()), "new")
    some = [next(articles) for _ in range(20)]

    assert len({each["id"] for each in some} | {*samples}) == 20 + len(samples)
    for each in some:
        first, second = each["text"].split("\n\n")[0], each["text"].split("\n\n")[-1]
        assert any((known.text or "").startswith(first) for known in samples.values())
        assert any((known.text or "").endswith(second) for known in samples.values())
