"""The catalogue of real press releases: made once, copied for each measurement."""

import json
import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from urllib.parse import quote

from eval.catalogues import open_catalogue
from eval.datasets import linked
from eval.datasets.dataset import Dataset
from eval.load.effort import Effort, Shown
from index.ingest import Report
from recommender.bootstrap import Services
from recommender.changes.following import Following


def releases(data: Path, effort: Effort) -> Dataset:
    """Return the press releases, or the first of them."""
    dataset = linked.SOURCE.load(data)
    if effort.real is None:
        return dataset
    every = dataset.articles
    return replace(
        dataset, name=f"{dataset.name}-{effort.real}", articles=lambda: islice(every(), effort.real)
    )


@contextmanager
def catalogue_of(dataset: Dataset, work: Path, shown: Shown) -> Iterator[Services]:
    """Open the catalogue of a dataset, with all lists made; leave it as it is."""
    services = open_catalogue(dataset, work, {}, progress=_progress(shown)).services
    try:
        for done in _kept_up(services):
            shown(f"{done} lists made")
        services.catalog.save()
        yield services
    finally:
        services.close()


@contextmanager
def copied(home: Path, folder: Path) -> Iterator[Path]:
    """Copy a data folder for as long as a block takes, to do with it as one likes."""
    copy = folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy)
    try:
        yield copy
    finally:
        shutil.rmtree(copy)


def some_pages(services: Services, count: int, seed: int = 0) -> list[str]:
    """Return the ids of articles taken at random, each of another story."""
    listed = services.catalog.store.listed()
    random.Random(seed).shuffle(listed)
    one_each = {each.translation_key or each.id: each.id for each in listed}
    return list(islice(one_each.values(), count))


def path_of(page: str) -> str:
    """Return the path that asks for a page's list."""
    return f"/v1/related?id={quote(page, safe='')}"


def write_paths(pages: Iterable[str], path: Path, more: str = "") -> Path:
    """Write the paths that ask for pages, with `more` parameters, one a line."""
    path.write_text("".join(f"{path_of(page)}{more}\n" for page in pages), encoding="utf-8")
    return path


def new_articles(dataset: Dataset, name: str) -> Iterator[dict[str, str]]:
    """Yield articles that are in no catalogue, without end; their ids begin with a name.

    Each is half one release and half another one, in the same language, so that it belongs to the
    lists of both and is a copy of neither.
    """
    draw = random.Random(name)
    every = [each.model_dump() for each in dataset.articles() if each.text and each.title]
    of_language = defaultdict(list)
    for each in every:
        of_language[each["language"]].append(each)
    for number in count():
        one = draw.choice(every)
        yield _mixed(f"{name}-{number}", one, draw.choice(of_language[one["language"]]))


def write_new(articles: Iterable[dict[str, str]], path: Path) -> list[str]:
    """Write articles as JSON Lines; return their ids."""
    ids = []
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps(article) + "\n")
            ids.append(article["id"])
    return ids


def _mixed(id_: str, one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    text = one["text"][: len(one["text"]) // 2] + "\n\n" + other["text"][len(other["text"]) // 2 :]
    return {
        "id": id_,
        "language": one["language"],
        "title": f"{one['title']} / {other['title']}",
        "text": text,
        "published_at": one["published_at"],
    }


def _kept_up(services: Services) -> Iterator[int]:
    """Do what a keeper would do, until nothing is left to do."""
    follow = Following(services)
    while follow():
        yield follow.looked


def _progress(shown: Shown) -> Callable[[Report], None]:
    return lambda report: shown(f"{report.read} articles ingested")
