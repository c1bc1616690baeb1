"""What is measured over the real press releases."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import sleep

import httpx

from eval.datasets.dataset import Dataset
from eval.load.effort import Effort
from eval.load.errors import NotServed
from eval.load.figure import Figure
from eval.load.pairs import compare, typical
from eval.load.releases import new_articles, path_of, some_pages, write_new, write_paths
from eval.load.serving import serving, serving_bare
from eval.load.wrk import Asking, Timed, ask
from recommender.bootstrap import Services

_FEW, _MANY = 300, 20_000
_SHORTER = 5
_BUSY = Asking(connections=8, pause_ms=20, anew=True)
_NEW = 50_000
_WARM_UP_S = 3


def measure_ratios(
    services: Services, home: Path, folder: Path, effort: Effort
) -> Iterator[Figure]:
    """Yield requests a second of one worker over those of a bare endpoint."""
    few = write_paths(some_pages(services, _FEW), folder / "few.txt")
    many = write_paths(some_pages(services, _MANY), folder / "many.txt")
    shorter = write_paths(some_pages(services, _MANY), folder / "shorter.txt", f"&k={_SHORTER}")
    size = services.catalog.store.count()
    with serving(home, folder) as service:
        first = path_of(some_pages(services, 1)[0]).lstrip("/")
        body = httpx.get(service.url + first).content
        with serving_bare(body, folder) as bare:
            cached = compare(bare, service, few, Asking(), effort)
            uncached = compare(bare, service, many, Asking(anew=True), effort)
            made = compare(bare, service, shorter, Asking(anew=True), effort)
    rows = (
        (f"cached answers at {size:,} articles", cached, 0.7, f"{_FEW} pages, again and again"),
        (f"uncached answers at {size:,} articles", uncached, 0.2, "random pages, each anew"),
        (f"the same for {_SHORTER} stories, for which no list is kept", made, None, "made anew"),
    )
    for name, found, reach, how in rows:
        note = f"{how}; {found.rates}; {len(body):,} bytes"
        yield Figure(name, found.ratio, "×", at_least=reach, note=note, timed=found.service)


def measure_ingesting(
    dataset: Dataset, services: Services, home: Path, folder: Path, effort: Effort
) -> Iterator[Figure]:
    """Yield the 99th percentile while others ingest, over the quiet one; `home` grows meanwhile."""
    paths = write_paths(some_pages(services, _MANY), folder / "many.txt")
    new = folder / "new.jsonl"
    write_new(islice(new_articles(dataset, "ingested"), _NEW), new)
    with serving(home, folder) as service:
        quiet = _rounds(service.url, paths, effort)
        with _ingesting(home, new, folder):
            busy = _rounds(service.url, paths, effort)
    note = (
        f"{_BUSY.connections} connections that pause for {_BUSY.pause_ms} ms after each answer: "
        f"{quiet.rate:.0f} requests/s quiet, {busy.rate:.0f} busy; "
        f"quiet {quiet.p50:.2g} / {quiet.p99:.2g} / {quiet.p999:.2g} ms"
    )
    ratio = busy.p99 / quiet.p99
    yield Figure("p99 while ingesting", ratio, "× quiet p99", at_most=3, note=note, timed=busy)


def _rounds(url: str, paths: Path, effort: Effort) -> Timed:
    rounds = []
    for _ in range(effort.rounds):
        rounds.append(ask(url, paths, _BUSY, effort.seconds))
        effort.shown(f"p99 {rounds[-1].p99:.2f} ms at {rounds[-1].rate:.0f} requests/s")
    return typical(rounds)


@contextmanager
def _ingesting(home: Path, articles: Path, folder: Path) -> Iterator[None]:
    """Ingest for as long as a block takes, as fast as it goes."""
    command = [sys.executable, "-m", "recommender", "--home", str(home), "ingest", str(articles)]
    log = folder / "ingest.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        # it takes a moment to begin
        sleep(_WARM_UP_S)
        yield
        if process.poll() is not None:
            said = log.read_text(encoding="utf-8")[-500:]
            raise NotServed(f"{articles.name!r} was ingested too soon, or not at all: {said!r}")
    finally:
        process.terminate()
        process.wait()
