"""Catalogues to evaluate in: the articles of a dataset, ingested once and kept."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from eval.datasets.dataset import Dataset
from index.encoder import Encoder, load
from index.ingest import Report, ingest
from index.sources.jsonl import Record
from index.text import RECIPE
from recommender.bootstrap import Services, bootstrap
from recommender.settings import load_settings

_COMPLETE = "evaluation.json"
_LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True)
class Prepared:
    """An opened catalogue of a dataset; `warnings` say which of its articles were not taken."""

    services: Services
    warnings: tuple[str, ...]


def open_catalogue(
    dataset: Dataset,
    folder: Path,
    given: dict[str, object],
    encoder: Encoder | None = None,
    progress: Callable[[Report], None] = lambda _: None,
) -> Prepared:
    """Open the catalogue of a dataset, with its settings and those that are given.

    It is kept under `folder`, one for each vector space and each content of the dataset; one that
    is not complete is completed. Raises InvalidSettings and whatever `bootstrap` raises.
    """
    given = {**dataset.settings, **given}
    chosen = load_settings(**given)
    encoder = encoder or load(chosen.model, chosen.model_options)
    home = folder / _name(dataset, f"{encoder.model_id}-{RECIPE}")
    services = bootstrap(load_settings(**{**given, "home": home}), encoder)
    marker = home / _COMPLETE
    if not marker.exists():
        report = ingest(services.catalog, _records(dataset), datetime.now(UTC), progress)
        services.catalog.save()
        marker.write_text(json.dumps(_warnings(report)), encoding="utf-8")
    for _ in services.catalog.sign_missing():
        pass  # a catalogue that an earlier version has made
    services.catalog.calibrator.keep_up()
    return Prepared(services, tuple(json.loads(marker.read_text(encoding="utf-8"))))


def _name(dataset: Dataset, space: str) -> str:
    content = blake2b(digest_size=6)
    for raw in dataset.articles():
        content.update(raw.model_dump_json().encode())
    # the end of it tells models apart, and a path may be longer than a file's name
    slug = re.sub(r"[^\w.-]+", "-", space)[-_LONGEST_SLUG:]
    return f"{dataset.name}-{slug}-{content.hexdigest()}"


def _records(dataset: Dataset) -> Iterator[Record]:
    for number, raw in enumerate(dataset.articles(), start=1):
        yield Record(number, raw)


def _warnings(report: Report) -> list[str]:
    if not report.rejected:
        return []
    first = report.rejected[0]
    return [f"{len(report.rejected)} articles were not taken; number {first.line}: {first.reason}"]
