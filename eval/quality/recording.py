"""Recordings, made once for an engine: any change of its code or its model is another engine."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import index
import recommender
from eval.baselines import SYSTEMS
from eval.catalogues import open_catalogue
from eval.datasets.dataset import Dataset
from eval.quality.questions import Question
from eval.runs.folder import load, save
from eval.runs.making import Progress
from eval.runs.recording import Asked, Task, record
from eval.runs.run import Run
from index.encoder import Encoder
from recommender.settings import load_settings

_INDEX, _RECOMMENDER = (Path(str(package.__file__)).parent for package in (index, recommender))
_NOT_ASKED = {"__pycache__", "training", "api", "commands", "demo"}

Begun = Callable[[str], AbstractContextManager[Progress]]
"""Called with the name of a recording that has to be made."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where data lies and work is kept, and with which settings the engine is asked."""

    data: Path
    work: Path
    begun: Begun
    settings: Mapping[str, object] = field(default_factory=dict)
    encoder: Encoder | None = None

    def recorded(self, question: Question) -> Run:
        """Return the recording of a question; it is made unless it is there.

        Raises DataAbsent, and what ingesting and asking raise.
        """
        folder = self.work / "runs" / self._name(question)
        if not folder.exists():
            dataset = question.read(self.data)
            with self.begun(question.name) as progress:
                save(question.judge(self._asked(question, dataset, progress), dataset), folder)
        return load(folder)

    def _asked(self, question: Question, judged: Dataset, progress: Progress) -> Run:
        dataset = question.ask(judged)
        given = {**self.settings, **question.settings}
        # what is kept of an article may change with the code that keeps it, and with how it is told
        told = str(given.get("infer_stories", True)).encode()
        home = self.work / "catalogues" / _digest((told, *_contents(_INDEX)))
        prepared = open_catalogue(dataset, home, given, self.encoder, progress.ingested)
        services = prepared.services
        try:
            asked = Asked("engine", "engine", SYSTEMS["engine"](services))
            languages, warnings = dataset.languages, prepared.warnings
            task = Task(dataset.name, dataset.qrels, languages, question.k, {}, warnings)
            return record(asked, services, task, progress.answered)
        finally:
            services.close()

    def _name(self, question: Question) -> str:
        chosen = load_settings(**{**self.settings, **question.settings})
        asked = f"{question.k} {chosen.model_dump_json(exclude={'home', 'host', 'port'})}"
        files = [self.data / file for file in question.source.files]
        read = _states([*files, *_files(Path(chosen.model))])
        engine = (*_contents(_INDEX), *_contents(_RECOMMENDER))
        return f"{question.name.replace(' ', '-')}-{_digest((asked.encode(), *read, *engine))}"


def _contents(package: Path) -> Iterator[bytes]:
    """Yield all that the engine is made of in a package, but not what trains or shows it."""
    for path in _files(package):
        inside = path.relative_to(package)
        if not _NOT_ASKED.intersection(inside.parts):
            yield inside.as_posix().encode()
            yield path.read_bytes()


def _states(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield what changes when a file does; it may be too large to be read for that."""
    for path in paths:
        if path.exists():
            stat = path.stat()
            yield f"{path.name} {stat.st_size} {stat.st_mtime_ns}".encode()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(parts: Iterable[bytes]) -> str:
    whole = blake2b(digest_size=6)
    for part in parts:
        whole.update(b"%d\n" % len(part) + part)
    return whole.hexdigest()
