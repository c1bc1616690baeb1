"""Minutes of answers at 80 % of what there can be, while all kinds of things happen."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import httpx
import numpy as np

from eval.datasets.dataset import Dataset
from eval.load.effort import Effort
from eval.load.errors import NotServed
from eval.load.figure import Figure
from eval.load.releases import new_articles, path_of, some_pages, write_new
from eval.load.serving import Service, serving
from eval.load.soak.asking import Asker, Tally
from eval.load.soak.happening import Happening
from eval.load.soak.judge import Judge, Listed
from eval.load.wrk import Timed
from index.store import Store
from recommender.bootstrap import STORE_FILE, Services

_CHOSEN, _NEW = 500, 20
"""Pages that are asked for or withdrawn, and articles that come at once."""

_SHARE = 0.8
_WARM_UP_S, _LONGEST_WARM_UP_S = 2, 10
_PATIENCE_S = 300
_FAULTS_TOLD = 3


def measure_soak(
    dataset: Dataset, services: Services, home: Path, folder: Path, effort: Effort
) -> Iterator[Figure]:
    """Yield how many answers were wrong; articles come and go in `home` meanwhile."""
    chosen = some_pages(services, _CHOSEN, seed=1)
    stay = len(chosen) * 3 // 5
    pages, leaving = chosen[:stay], chosen[stay:]
    batches = _batches(dataset, folder)
    with serving(home, folder, "--workers", "2") as service:
        judge = Judge(_lists(service, pages), _stories(services))
        asker = Asker(_address(service.url), pages, judge)
        happening = Happening(service, home, judge, batches, leaving)
        capacity = asyncio.run(_capacity(asker, effort))
        effort.shown(f"soaking for {effort.soak_s} s at {_SHARE:.0%} of {capacity:.0f} requests/s")
        took = asyncio.run(_soak(asker, happening, effort.soak_s, _SHARE * capacity))
        _settle(home)
        after = _lists(service, pages)
    for fault in judge.unexpected(after):
        asker.tally.wrong("unexpected list", fault)
    for fault in asker.tally.faults:
        effort.shown(fault)
    yield _figure(asker.tally, happening, took, capacity, judge.steady(after))


def _batches(dataset: Dataset, folder: Path) -> Iterator[tuple[Path, Sequence[str]]]:
    new = new_articles(dataset, "soak")
    path = folder / "batch.jsonl"
    while True:
        yield path, write_new(islice(new, _NEW), path)


async def _capacity(asker: Asker, effort: Effort) -> float:
    """Return the requests a second that this client gets answered at full speed."""
    seconds = min(max(_WARM_UP_S, effort.seconds), _LONGEST_WARM_UP_S)
    for _ in range(2):
        await asker.ask(seconds, None)
    return len(asker.tally.took) / seconds


async def _soak(asker: Asker, happening: Happening, seconds: int, rate: float) -> float:
    begin = monotonic()
    happens = asyncio.create_task(happening.go_on(seconds))
    await asker.ask(seconds, rate)
    took = monotonic() - begin
    await happens
    return took


def _lists(service: Service, pages: Sequence[str]) -> dict[str, Listed]:
    """Ask for lists that nobody kept, while all is quiet."""
    found = {}
    with httpx.Client(base_url=service.url, timeout=60) as client:
        for page in pages:
            answer = client.get(f"{path_of(page)}&_={monotonic()}").raise_for_status()
            found[page] = tuple(item["id"] for item in answer.json()["items"])
    return found


def _stories(services: Services) -> dict[str, int]:
    listed = services.catalog.store.listed()
    facts = services.catalog.facts(np.array([each.row for each in listed], np.int64))
    story_of = dict(zip(facts.row.tolist(), facts.story.tolist(), strict=True))
    return {each.id: story_of[each.row] for each in listed}


def _settle(home: Path) -> None:
    """Wait until all lists follow what was written."""
    store = Store(home / STORE_FILE)
    deadline = monotonic() + _PATIENCE_S
    try:
        while (position := store.position()).related < position.change:
            if monotonic() > deadline:
                raise NotServed(f"lists are not in step after {_PATIENCE_S} s: {position}")
            sleep(0.2)
    finally:
        store.close()


def _figure(
    tally: Tally, happening: Happening, took: float, capacity: float, steady: int
) -> Figure:
    wrong = ("wrong", "unexpected list", "refused or failed", "no connection")
    faults = sum(tally.kinds[kind] for kind in wrong)
    counts = ", ".join(f"{count} × {name}" for name, count in happening.counted.items())
    note = (
        f"{len(tally.took):,} requests in {took:.0f} s, {tally.kinds['not modified']:,} of them "
        f"304, at {_SHARE:.0%} of the {capacity:,.0f} requests/s that this client gets from two "
        f"workers; {counts}; {tally.kinds['asked once more']} were cut off and asked once more; "
        f"{steady} lists of {len(happening.judge.before)} the same before and after"
    )
    note += "".join(f"; {fault}" for fault in tally.faults[:_FAULTS_TOLD])
    p50, p99, p999 = np.percentile(tally.took, (50, 99, 99.9)).tolist()
    timed = Timed(len(tally.took) / took, p50, p99, p999, faults)
    return Figure("wrong, empty, 5xx or refused", faults, "", at_most=0, note=note, timed=timed)


def _address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port
