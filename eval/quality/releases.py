"""Press releases: are the releases found that their authors have linked?"""

from collections.abc import Iterator, Mapping, Sequence

from eval.measures import Measured, language_matrices
from eval.measures.own_language_share import candidate_own_language_share, own_language_share
from eval.measures.retrieval import retrieval
from eval.quality.estimate import Estimate, mean_by_seed
from eval.quality.figure import DECLARED, HIDDEN, UNDECLARED, Figure, promised
from eval.quality.targets import Target
from eval.runs.run import Run

CELLS = "releases"
SHARES = "shares"
NEAREST, SHOWN = "nearest articles", "list"

_OVER = "own language over its corpus share"

BySeed = Mapping[str, float]


def release_figures(runs: Sequence[Run], targets: Mapping[str, Target]) -> list[Figure]:
    """Return the figures of runs with translations declared, looked for, and hidden."""
    return [
        figure
        for column, run in zip((DECLARED, UNDECLARED, HIDDEN), runs, strict=True)
        for figure in figures_of(run, column, targets)
    ]


def figures_of(run: Run, column: str, targets: Mapping[str, Target]) -> list[Figure]:
    """Return the figures of a run; what is promised stands in `column`.

    A list that shows each story once shows it in the page's language, rightly; so of declared
    translations only the nearest articles, before any rule, tell of a preference.
    """
    story, k = {seed: run.facts[seed].story for seed in run.qrels}, run.manifest.k
    over = {
        NEAREST: _over_corpus(run, candidate_own_language_share(run)),
        SHOWN: _over_corpus(run, own_language_share(run)),
    }
    matrix, _ = language_matrices(run)
    cells = {cell: mean_by_seed(seeds, story) for cell, seeds in matrix.by_seed.items()}
    promises = {f"linked story, R@{k}, {a} → {b}": cell for (a, b), cell in cells.items()}
    pooled = next(each for each in retrieval(run, (k,)) if each.name == f"R@{k}")
    promises[f"linked story, R@{k}, all languages in one list"] = _mean(pooled, story)
    promises[f"{_OVER}, {NEAREST}"] = mean_by_seed(over[NEAREST], story)
    if column == HIDDEN:
        promises[f"{_OVER}, single texts shown"] = mean_by_seed(over[SHOWN], story)
    return [
        *promised(column, promises, targets),
        *(Figure(f"{CELLS}, {column}", a, b, cell) for (a, b), cell in cells.items()),
        *_shares(run, column, over, story),
    ]


def _mean(measured: Measured, story: Mapping[str, str]) -> Estimate:
    return mean_by_seed(measured.by_seed or {}, story)


def _over_corpus(run: Run, shares: Measured) -> BySeed:
    by_seed = shares.by_seed or {}
    return {seed: share - _corpus_share(run, seed) for seed, share in by_seed.items()}


def _corpus_share(run: Run, seed: str) -> float:
    counts = run.manifest.languages
    return counts[run.facts[seed].language] / sum(counts.values())


def _shares(
    run: Run, column: str, over: Mapping[str, BySeed], story: Mapping[str, str]
) -> Iterator[Figure]:
    """Yield how far the page's language is over its share, by that language."""
    for name, by_seed in over.items():
        for language in sorted({run.facts[seed].language for seed in by_seed}):
            some = {s: v for s, v in by_seed.items() if run.facts[s].language == language}
            yield Figure(SHARES, language, f"{name}, {column}", mean_by_seed(some, story))
