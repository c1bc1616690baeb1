"""Two runs side by side: which is better, for whom, and whether that is more than chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eval.errors import Incomparable
from eval.measures import Aim, Measured, language_matrices, measure
from eval.runs.run import Run
from eval.significance import Difference, NothingToCompare, compare, holm

_MOVERS = 10
_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of two runs, `before` and `after`; None where it could not be computed.

    `difference` is after minus before over the seeds that both have a value for, None if those are
    of fewer than two stories, or if the measure has no value by seed; `p` is its p-value, corrected
    for the number of measures (Holm). Of the seeds, the value of so many `rose`, `fell`, or stayed.
    """

    name: str
    aim: Aim
    before: float | None
    after: float | None
    difference: Difference | None
    p: float | None
    rose: int
    fell: int
    stayed: int

    @property
    def verdict(self) -> str:
        """'better' or 'worse' if that is more than chance (p < 0.05), else 'no difference'.

        'changed' where the measure has no better or worse; '' where nothing could be tested.
        """
        if self.difference is None or self.p is None:
            return ""
        if self.p >= _LEVEL:
            return "no difference"
        if self.aim is Aim.NEUTRAL:
            return "changed"
        return "better" if (self.difference.mean > 0) is (self.aim is Aim.HIGHER) else "worse"


@dataclass(frozen=True, slots=True)
class Mover:
    """A seed whose value of the first measure changed much."""

    seed: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from the run `before` to the run `after`.

    `cells` are those of the language matrix, corrected among themselves. `overlap` is the mean
    share of shown stories that the two lists of a seed have in common. `movers` are the seeds that
    changed most by the measure `moved_by`, losses first.
    """

    before: Run
    after: Run
    measures: tuple[Compared, ...]
    cells: tuple[Compared, ...]
    overlap: float
    moved_by: str
    movers: tuple[Mover, ...]

    @property
    def cells_measure(self) -> str:
        """The measure of the language matrix."""
        return f"R@{self.before.manifest.k}"


def compare_runs(
    before: Run,
    after: Run,
    rounds: int = 10_000,
    progress: Callable[[int, int], None] = lambda _, __: None,
) -> Comparison:
    """Compare two runs measure by measure; `progress` is told of measures done and in all.

    Raises Incomparable unless both answered the same seeds over the same articles, judgements
    and list length.
    """
    require_comparable(before, after)
    measures = _paired(measure(before), measure(after))
    cells = _paired(_cells(before), _cells(after))
    story = {seed: before.facts[seed].story for seed in before.qrels}
    compared = []
    for one, other in (*measures, *cells):
        compared.append(_compared(one, other, story, rounds))
        progress(len(compared), len(measures) + len(cells))
    one, other = next(pair for pair in measures if pair[0].by_seed)
    return Comparison(
        before,
        after,
        _corrected(compared[: len(measures)]),
        _corrected(compared[len(measures) :]),
        _overlap(before, after),
        one.name,
        _movers(one, other),
    )


def require_comparable(before: Run, after: Run) -> None:
    """Raise Incomparable naming what the two runs do not have in common."""
    one, other = before.manifest, after.manifest
    for name, what in (
        ("corpus_digest", "different articles"),
        ("judgements_digest", "different judgements or seeds"),
        ("k", "lists of different length"),
        ("found_languages", "different languages of the matrix"),
    ):
        if getattr(one, name) != getattr(other, name):
            raise Incomparable(
                f"{one.name!r} and {other.name!r} were made over {what} ({getattr(one, name)!r} "
                f"and {getattr(other, name)!r}); run one of them again like the other"
            )


def _cells(run: Run) -> list[Measured]:
    recall, _ = language_matrices(run)
    return [
        Measured(f"{a}→{b}", value, recall.by_seed[a, b], Aim.HIGHER, recall.name)
        for (a, b), value in recall.values.items()
    ]


def _paired(
    before: Sequence[Measured], after: Sequence[Measured]
) -> list[tuple[Measured, Measured]]:
    by_name = {each.name: each for each in after}
    return [(each, by_name[each.name]) for each in before if each.name in by_name]


def _compared(before: Measured, after: Measured, story: Mapping[str, str], rounds: int) -> Compared:
    seeds = _common(before, after)
    differences = np.array([_change(before, after, seed) for seed in seeds])
    return Compared(
        before.name,
        before.aim,
        before.value,
        after.value,
        _difference(differences, [story[seed] for seed in seeds], rounds),
        None,
        int(np.sum(differences > 0)),
        int(np.sum(differences < 0)),
        int(np.sum(differences == 0)),
    )


def _difference(
    differences: NDArray[np.float64], stories: Sequence[str], rounds: int
) -> Difference | None:
    try:
        return compare(differences, np.array(stories), rounds)
    except NothingToCompare:
        return None


def _corrected(compared: Sequence[Compared]) -> tuple[Compared, ...]:
    """Correct the p-values of all measures that could be tested, together."""
    tested = [each for each in compared if each.difference]
    adjusted = holm(np.array([each.difference.p for each in tested if each.difference]))
    p_of = {each.name: float(p) for each, p in zip(tested, adjusted, strict=True)}
    return tuple(replace(each, p=p_of.get(each.name)) for each in compared)


def _overlap(before: Run, after: Run) -> float:
    shares = []
    for seed, shown in before.lists.items():
        one = {before.facts[id_].story for id_ in shown}
        other = {after.facts[id_].story for id_ in after.lists.get(seed, ())}
        shares.append(len(one & other) / max(len(one), len(other), 1) if one or other else 1.0)
    return float(np.mean(shares))


def _movers(before: Measured, after: Measured) -> tuple[Mover, ...]:
    seeds = sorted(_common(before, after), key=lambda seed: _change(before, after, seed))
    moved = [seed for seed in seeds if _change(before, after, seed)]
    losses = [seed for seed in moved[:_MOVERS] if _change(before, after, seed) < 0]
    gains = [seed for seed in moved[-_MOVERS:] if _change(before, after, seed) > 0]
    one, other = before.by_seed or {}, after.by_seed or {}
    return tuple(Mover(seed, one[seed], other[seed]) for seed in (*losses, *reversed(gains)))


def _common(before: Measured, after: Measured) -> list[str]:
    return sorted((before.by_seed or {}).keys() & (after.by_seed or {}).keys())


def _change(before: Measured, after: Measured, seed: str) -> float:
    return (after.by_seed or {})[seed] - (before.by_seed or {})[seed]
