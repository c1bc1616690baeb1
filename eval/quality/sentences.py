"""Sentences of FLORES-200: are those of the same article found in another language?"""

from collections.abc import Mapping, Sequence

from eval.measures import language_matrices
from eval.quality.estimate import Estimate, mean_by_seed, ratio_of
from eval.quality.figure import HIDDEN, Figure, promised
from eval.quality.targets import Target
from eval.runs.run import Run

TABLE = "sentences"

_WEAKEST = "same article, weakest language over the mean"

BySeed = Mapping[str, float]


def sentence_figures(runs: Sequence[Run], targets: Mapping[str, Target]) -> list[Figure]:
    """Return recall by language, and each language over the mean of all, weakest first."""
    (run,) = runs
    article = articles_of(run)
    matrix, _ = language_matrices(run)
    found = {language: seeds for (_, language), seeds in matrix.by_seed.items()}
    recall = {language: mean_by_seed(seeds, article) for language, seeds in found.items()}
    shares = {language: _over_mean(seeds, found, article) for language, seeds in found.items()}
    weakest = min(shares, key=lambda language: shares[language].value)
    promises = {f"same article, {matrix.name}, en → {to}": value for to, value in recall.items()}
    promises[_WEAKEST] = shares[weakest]
    table = [
        Figure(TABLE, language, column, estimates[language])
        for language in sorted(recall, key=lambda language: recall[language].value)
        for column, estimates in ((matrix.name, recall), ("over the mean", shares))
    ]
    return [*promised(HIDDEN, promises, targets, {_WEAKEST: weakest}), *table]


def articles_of(run: Run) -> Mapping[str, str]:
    """Return the article of each seed, named by the first of its sentences.

    Sentences of an article ask nearly the same, so an interval has to draw them together.
    """
    story = {id_: facts.story for id_, facts in run.facts.items()}
    return {seed: min(story[seed], *(story[id_] for id_ in run.qrels[seed])) for seed in run.qrels}


def _over_mean(seeds: BySeed, found: Mapping[str, BySeed], article: Mapping[str, str]) -> Estimate:
    means = [sum(each.get(seed, 0.0) for each in found.values()) / len(found) for seed in seeds]
    return ratio_of(list(seeds.values()), means, [article[seed] for seed in seeds])
