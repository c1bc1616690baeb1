"""A run as the report's sections need it."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from eval.measures import LanguageMatrix, Measured, language_matrices, measure
from eval.measures.folding import fold_qrels
from eval.report.estimate import Estimate, estimate
from eval.report.wording import counted
from eval.runs.run import Run


@dataclass(frozen=True, slots=True)
class Side:
    """A run with its measures; `related` are the stories that are relevant to each judged seed.

    `name` tells two runs apart even if they were recorded under one name. Intervals are of
    `rounds` resamples.
    """

    name: str
    run: Run
    measured: tuple[Measured, ...]
    matrix: LanguageMatrix
    related: Mapping[str, Set[str]]
    rounds: int

    @property
    def main(self) -> Measured:
        """The measure that bars and examples are about: the first that has a value by seed."""
        return next(each for each in self.measured if each.by_seed)

    @property
    def values(self) -> Mapping[str, float]:
        """Values of the main measure by seed."""
        return self.main.by_seed or {}

    @property
    def short_lists(self) -> str:
        """Say how many judged pages show fewer than k articles."""
        k, lists, seeds = self.run.manifest.k, self.run.lists, self.run.qrels
        short = sum(len(lists.get(seed, ())) < k for seed in seeds)
        if not short:
            return f"No list of {self.name} holds fewer than {k}."
        return f"{short:,} of {counted(len(seeds), 'list')} of {self.name} hold fewer than {k}."

    def estimate(self, by_seed: Mapping[str, float]) -> Estimate:
        """Return the mean over seeds of this run, with its interval."""
        return estimate(list(by_seed.values()), self.stories(by_seed), self.rounds)

    def stories(self, seeds: Iterable[str]) -> list[str]:
        """Return the story of each of the seeds."""
        return [self.run.facts[seed].story for seed in seeds]


def side_of(run: Run, rounds: int, name: str | None = None) -> Side:
    """Measure a run for the report. Raises what `measure` raises."""
    matrix, _ = language_matrices(run)
    related = {
        seed: {story for story, grade in grades.items() if grade > 0}
        for seed, grades in fold_qrels(run, run.qrels).items()
    }
    measured = tuple(measure(run))
    return Side(name or run.manifest.name, run, measured, matrix, related, rounds)
