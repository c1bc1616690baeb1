"""Asks a system for every seed, the way the site does, and keeps all that it answers."""

import platform
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice, product
from time import perf_counter

import numpy as np

from eval.baselines import SEARCHING
from eval.baselines.exact import StoredVectors
from eval.corpus import Corpus, read_corpus
from eval.qrels import Qrels, check, digest_of, lines_of
from eval.runs.run import Answer, Hit, Manifest, Run
from index.arrays import Rows
from index.catalog import Catalog
from recommender.bootstrap import Services
from recommender.ranker import CANDIDATES
from recommender.ranking import Ranking
from recommender.service import Recommender

_RECALL_SEEDS = 200
_PACKAGES = ("related-articles", "faiss-cpu", "numpy", "sentence-transformers")


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked: `k` stories for each seed in any language, then in each language alone.

    `options` are what led to this task, `warnings` what was left out of the dataset.
    """

    dataset: str
    qrels: Qrels
    languages: tuple[str, ...]
    k: int
    options: Mapping[str, object]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, under which names a run of it is filed."""

    name: str
    system: str
    recommender: Recommender


def record(
    asked: Asked,
    services: Services,
    task: Task,
    progress: Callable[[int, int], None] = lambda _, __: None,
) -> Run:
    """Return all that the recommender answers; `progress` is told of answers so far and in all.

    Judgements about articles that are not there are left out, with a warning in the manifest.
    Raises InvalidJudgements if none is left.
    """
    corpus = read_corpus(services.catalog.store)
    checked = check(task.qrels, corpus.facts)
    recorder = _Recorder(asked, services.catalog, corpus, task.k)
    total = len(checked.qrels) * (1 + len(task.languages))
    begun = perf_counter()
    answers = []
    for answer in recorder.answers(list(checked.qrels), task.languages):
        answers.append(answer)
        progress(len(answers), total)
    seconds = perf_counter() - begun
    task = replace(task, warnings=(*task.warnings, *checked.warnings))
    manifest = _manifest(asked, services, task, corpus, seconds)
    ids = sorted(_occurring(answers, checked.qrels))
    return Run(manifest, tuple(answers), {id_: corpus.facts[id_] for id_ in ids}, checked.qrels)


def sampled(qrels: Qrels, language_of: Mapping[str, str], most: int) -> Qrels:
    """Return the judgements of at most so many seeds of each language, evenly spread by id.

    Seeds whose language is not known are left out.
    """
    by_language = defaultdict(list)
    for seed in sorted(qrels):
        if seed in language_of:
            by_language[language_of[seed]].append(seed)
    chosen = [
        seeds[place]
        for seeds in by_language.values()
        for place in np.unique(np.linspace(0, len(seeds) - 1, most).astype(int)).tolist()
    ]
    return {seed: qrels[seed] for seed in chosen}


class _Recorder:
    def __init__(self, asked: Asked, catalog: Catalog, corpus: Corpus, k: int) -> None:
        self._recommender, self._searches = asked.recommender, asked.system in SEARCHING
        self._catalog, self._corpus, self._k = catalog, corpus, k
        self._vectors = StoredVectors(catalog.store)

    def answers(self, seeds: Sequence[str], languages: Sequence[str]) -> Iterator[Answer]:
        # the first answer of a process loads the index, which is not what it takes to answer
        self._recommender.related(seeds[0], self._k)
        every = -(-len(seeds) // _RECALL_SEEDS)
        with_recall = set(seeds[::every]) if self._searches else set()
        for seed, language in product(seeds, (None, *languages)):
            if language is None:
                yield self._anywhere(seed, seed in with_recall)
            else:
                yield self._within(seed, language)

    def _anywhere(self, seed: str, with_recall: bool) -> Answer:
        ranking, seconds = self._timed(seed, ())
        shown = _shown(ranking)
        return Answer(
            seed=seed,
            only=None,
            shown=shown,
            candidates=self._candidates(seed, ranking),
            unfilled_reason=ranking.unfilled_reason,
            seconds=seconds,
            similarity=self._vectors.mean_similarity(self._rows(shown)),
            recall=self._recall(seed) if with_recall else None,
        )

    def _within(self, seed: str, language: str) -> Answer:
        ranking, seconds = self._timed(seed, (language,))
        return Answer(seed, language, _shown(ranking), (), ranking.unfilled_reason, seconds)

    def _timed(self, seed: str, only: tuple[str, ...]) -> tuple[Ranking, float]:
        begun = perf_counter()
        ranking = self._recommender.related(seed, self._k, only=only)
        return ranking, perf_counter() - begun

    def _candidates(self, seed: str, ranking: Ranking) -> tuple[Hit, ...]:
        """Return the best of the candidates but the seed itself, which every search finds."""
        candidates = ranking.candidates
        pairs = zip(candidates.row.tolist(), candidates.score.tolist(), strict=True)
        hits = (Hit(self._corpus.id_of[row], score) for row, score in pairs)
        return tuple(islice((hit for hit in hits if hit.id != seed), CANDIDATES))

    def _recall(self, id_: str) -> float | None:
        seed = self._catalog.store.seed(id_)
        if seed is None:
            return None
        _, rows = self._catalog.neighbours(seed.vector, CANDIDATES)
        return self._vectors.recall(seed, rows)

    def _rows(self, hits: Sequence[Hit]) -> Rows:
        return np.array([self._corpus.row_of[hit.id] for hit in hits], dtype=np.int64)


def _shown(ranking: Ranking) -> tuple[Hit, ...]:
    return tuple(Hit(found.id, found.score) for found in ranking.selected)


def _occurring(answers: Sequence[Answer], qrels: Qrels) -> set[str]:
    judged = {id_ for grades in qrels.values() for id_ in grades}
    hits = {hit.id for answer in answers for hit in (*answer.shown, *answer.candidates)}
    return judged | hits | qrels.keys()


def _manifest(
    asked: Asked,
    services: Services,
    task: Task,
    corpus: Corpus,
    seconds: float,
) -> Manifest:
    return Manifest(
        name=asked.name,
        system=asked.system,
        dataset=task.dataset,
        corpus_digest=corpus.digest,
        judgements_digest=digest_of(lines_of(task.qrels)),
        articles=len(corpus.facts),
        languages=corpus.languages,
        k=task.k,
        found_languages=task.languages,
        policy=asked.recommender.policy,
        model_id=services.catalog.model_id,
        options=task.options,
        settings=services.settings.model_dump(mode="json", exclude={"home", "host", "port"}),
        versions={"python": platform.python_version(), **{p: version(p) for p in _PACKAGES}},
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=seconds,
        warnings=task.warnings,
    )
