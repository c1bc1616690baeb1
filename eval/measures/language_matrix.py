"""From which language into which related stories are found.

Schwenk and Douze (2017), Learning joint multilingual sentence representations with neural machine
translation, compare pairs of languages in such a table.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import TypeAlias

from eval.errors import InvalidRun
from eval.measures.answered import facts_of
from eval.measures.folding import fold_lists, fold_qrels
from eval.measures.retrieval import score
from eval.qrels import Qrels
from eval.runs.run import Run
from index.language import covers

Cell: TypeAlias = tuple[str, str]
"""Seed language and found language, as BCP 47 tags."""


@dataclass(frozen=True, slots=True)
class LanguageMatrix:
    """A measure for each pair of languages; cell → seed → value.

    Cells without any judged seed are absent.
    """

    name: str
    by_seed: Mapping[Cell, Mapping[str, float]]

    @property
    def values(self) -> Mapping[Cell, float]:
        """Return the mean over the seeds of each cell."""
        return {cell: fmean(seeds.values()) for cell, seeds in self.by_seed.items()}

    @property
    def counts(self) -> Mapping[Cell, int]:
        """Return how many seeds there are in each cell."""
        return {cell: len(seeds) for cell, seeds in self.by_seed.items()}

    @property
    def seed_languages(self) -> tuple[str, ...]:
        """Return the languages of the seeds, in alphabetical order."""
        return tuple(sorted({seed for seed, _ in self.by_seed}))

    @property
    def found_languages(self) -> tuple[str, ...]:
        """Return the languages that were asked for, in alphabetical order."""
        return tuple(sorted({found for _, found in self.by_seed}))


def language_matrices(run: Run) -> tuple[LanguageMatrix, LanguageMatrix]:
    """Return R@k and RR@k of lists that were restricted to one found language each.

    Related are the stories with a judged version in that language. RR is for judgements that name
    one article, such as a mate. Both are empty if no found languages were recorded. Raises
    InvalidRun if there are no answers in a language that was.
    """
    cells: dict[str, dict[Cell, dict[str, float]]] = {"R": {}, "RR": {}}
    judged = _judged_by_language(run)
    for found in run.manifest.found_languages:
        scored = _scored(run, found, _judged_in(judged, found))
        for name, by_cell in cells.items():
            by_cell.update(_by_seed_language(run, scored[name], found))
    k = run.manifest.k
    return LanguageMatrix(f"R@{k}", cells["R"]), LanguageMatrix(f"RR@{k}", cells["RR"])


def _scored(run: Run, found: str, judged: Qrels) -> Mapping[str, Mapping[str, float]]:
    lists = run.lists_in(found)
    if not lists:
        raise InvalidRun(
            f"the run {run.manifest.name!r} names the found language {found!r} but holds no "
            "answers in it; record it again"
        )
    return score(fold_lists(run, lists), fold_qrels(run, judged), run.manifest.k, ["R", "RR"])


def _judged_by_language(run: Run) -> Mapping[str, Qrels]:
    """Return language → the judgements of articles in it."""
    judged: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for seed, grades in run.qrels.items():
        for id_, grade in grades.items():
            judged[facts_of(run, id_).language][seed][id_] = grade
    return judged


def _judged_in(judged: Mapping[str, Qrels], found: str) -> Qrels:
    """Return the judgements of articles in a language, or in any form of it."""
    together: dict[str, dict[str, int]] = defaultdict(dict)
    for language, qrels in judged.items():
        if covers(found, language):
            for seed, grades in qrels.items():
                together[seed].update(grades)
    return together


def _by_seed_language(
    run: Run, values: Mapping[str, float], found: str
) -> Mapping[Cell, dict[str, float]]:
    cells: dict[Cell, dict[str, float]] = defaultdict(dict)
    for seed, value in values.items():
        cells[facts_of(run, seed).language, found][seed] = value
    return cells
