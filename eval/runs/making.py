"""From what was asked for to a run: dataset, catalogue, system, answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from eval.baselines import SYSTEMS
from eval.catalogues import open_catalogue
from eval.datasets import find
from eval.datasets.dataset import Dataset
from eval.qrels import Qrels
from eval.runs.recording import Asked, Task, record, sampled
from eval.runs.run import Manifest, Run
from index.encoder import Encoder
from index.ingest import Report
from index.store import Store


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for with; it is kept with the run, so that it can be repeated.

    `dataset` is a name or a folder, `languages` restrict it unless (), `matrix` are the languages
    that are asked for one by one (None for the dataset's own), `seeds` the most of each language,
    `settings` those that differ from the defaults.
    """

    dataset: str
    system: str = "engine"
    k: int = 10
    languages: tuple[str, ...] = ()
    matrix: tuple[str, ...] | None = None
    seeds: int | None = None
    settings: Mapping[str, object] = field(default_factory=dict)


_OPTIONS = TypeAdapter(Options)


def options_of(run: Manifest) -> Options:
    """Return what a recorded run was asked for with."""
    return _OPTIONS.validate_python(run.options)


@dataclass(frozen=True, slots=True)
class Progress:
    """Who is told how far the work is."""

    ingested: Callable[[Report], None] = lambda _: None
    answered: Callable[[int, int], None] = lambda _, __: None


def make_run(
    options: Options,
    name: str,
    data: Path,
    folder: Path,
    progress: Progress,
    encoder: Encoder | None = None,
) -> Run:
    """Read the dataset from `data`, ingest it under `folder` unless it is there, and ask.

    Raises DataAbsent, InvalidJudgements, InvalidSettings and what `bootstrap` raises.
    """
    dataset = find(options.dataset).load(data, options.languages)
    prepared = open_catalogue(dataset, folder, dict(options.settings), encoder, progress.ingested)
    services = prepared.services
    try:
        asked = Asked(name, options.system, SYSTEMS[options.system](services))
        task = Task(
            dataset=dataset.name,
            qrels=_qrels(dataset, options.seeds, services.catalog.store),
            languages=dataset.languages if options.matrix is None else options.matrix,
            k=options.k,
            options=_OPTIONS.dump_python(options, mode="json"),
            warnings=prepared.warnings,
        )
        return record(asked, services, task, progress.answered)
    finally:
        services.close()


def _qrels(dataset: Dataset, seeds: int | None, store: Store) -> Qrels:
    if seeds is None:
        return dataset.qrels
    language_of = {article.id: article.language for article in store.listed()}
    return sampled(dataset.qrels, language_of, seeds)
