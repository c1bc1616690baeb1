"""What is measured over invented articles, a million of them."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import httpx
import numpy as np

from eval.load.effort import Effort
from eval.load.exact import AT, recall
from eval.load.figure import Figure
from eval.load.inventing import RARE, Real, invent
from eval.load.memory import memory_of
from eval.load.pairs import compare
from eval.load.releases import path_of, write_paths
from eval.load.serving import Service, serving, serving_bare
from eval.load.starting import seconds_to_ready
from eval.load.wrk import Asking, ask
from recommender.bootstrap import Services, bootstrap
from recommender.keeping import alone
from recommender.settings import load_settings

_SAMPLE = "sample.json"
_QUERIES = 200
_RELATED_AT_ONCE = 64
_SEARCHES = 200


def measure_invented(real: Services, folder: Path, effort: Effort) -> Iterator[Figure]:
    """Yield what is measured over invented articles, made from real ones and kept in `folder`."""
    home = folder / f"invented-{effort.invented}"
    pages = _prepared(real, home, effort)
    with _opened(home) as services:
        # a snapshot of another version of the program is not used
        services.catalog.save()
        size = services.catalog.store.count()
        yield _recall(services, pages[:_QUERIES], size)
    # a keeper would make a million lists for hours, and take a core from what is measured
    with alone(home, Event()):
        yield _ratio(home, folder, pages, size, effort)
        yield from _memory(home, folder, pages, size, effort)
        median, longest = seconds_to_ready(home, folder, effort.rounds)
        note = f"from a process to its /readyz; {longest:.2g} s at worst, of {effort.rounds} starts"
        yield Figure(f"start to ready at {size:,} articles", median, "s", at_most=3, note=note)


def _prepared(real: Services, home: Path, effort: Effort) -> list[str]:
    """Make the catalogue unless it is there; return the pages whose lists are made."""
    sample = home / _SAMPLE
    if not sample.exists():
        with _opened(home) as services:
            for done in invent(Real.of(real.catalog), services.catalog, effort.invented):
                effort.shown(f"{done:,} articles invented")
            effort.shown("building the index")
            services.catalog.save()
            services.catalog.calibrator.keep_up()
            pages = _related(services, effort)
        sample.write_text(json.dumps(pages), encoding="utf-8")
    listed: list[str] = json.loads(sample.read_text(encoding="utf-8"))
    return listed


def _related(services: Services, effort: Effort) -> list[str]:
    """Make the lists of a sample of stories; return a page of each."""
    catalog = services.catalog
    draw = np.random.default_rng(0)
    rows = draw.choice(np.arange(1, catalog.store.count() + 1), 2 * effort.sample, replace=False)
    facts = catalog.facts(rows)
    row_of = dict(zip(facts.story.tolist(), facts.row.tolist(), strict=True))
    stories = [*row_of][: effort.sample]
    for first in range(0, len(stories), _RELATED_AT_ONCE):
        catalog.relate_stories(stories[first : first + _RELATED_AT_ONCE])
        effort.shown(f"{first:,} lists made")
    cards = catalog.store.cards([row_of[story] for story in stories])
    return [card.id for card in cards.values()]


@contextmanager
def _opened(home: Path) -> Iterator[Services]:
    services = bootstrap(load_settings(home=home))
    try:
        yield services
    finally:
        services.close()


def _recall(services: Services, pages: Sequence[str], size: int) -> Figure:
    seeds = [seed for page in pages if (seed := services.catalog.store.seed(page))]
    found = recall(services.catalog, seeds)
    note = f"{len(seeds)} pages, against all {size:,} vectors in full precision"
    return Figure(
        f"candidate recall@{AT} at {size:,} articles", found, "", at_least=0.97, note=note
    )


def _ratio(home: Path, folder: Path, pages: Sequence[str], size: int, effort: Effort) -> Figure:
    paths = write_paths(pages, folder / "paths.txt")
    with serving(home, folder) as service:
        body = httpx.get(service.url + path_of(pages[0]).lstrip("/")).content
        with serving_bare(body, folder) as bare:
            found = compare(bare, service, paths, Asking(anew=True), effort)
    note = (
        f"{len(pages):,} pages whose lists were made before, each request anew; no keeper; "
        f"{found.rates}"
    )
    name = f"uncached answers at {size:,} articles"
    return Figure(name, found.ratio, "×", at_least=0.12, note=note, timed=found.service)


def _memory(
    home: Path, folder: Path, pages: Sequence[str], size: int, effort: Effort
) -> Iterator[Figure]:
    paths = write_paths(pages, folder / "paths.txt")
    with serving(home, folder, "--workers", "2") as service:
        ask(service.url, paths, Asking(connections=32, anew=True), 2 * effort.seconds)
        _search(service, pages[:_SEARCHES])
        each = [memory_of(pid) for pid in service.workers()]
    asked = f"after some thousand pages and {_SEARCHES} searches among the rarest language"
    largest, further = max(one.resident for one in each), max(one.private for one in each)
    yield Figure(
        f"memory of a worker at {size:,} articles", largest / 1000, "GB", at_most=1.2,
        note=f"resident, with shared pages in full, {asked}",
    )  # fmt: skip
    yield Figure(
        "memory of each further worker", further, "MB", at_most=150,
        note="pages that it shares with nobody",
    )  # fmt: skip


def _search(service: Service, pages: Sequence[str]) -> None:
    with httpx.Client(base_url=service.url, timeout=60) as client:
        for page in pages:
            client.get(f"{path_of(page)}&only={RARE}", headers={"connection": "close"})
