"""The main measure by the language of the seed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.comparison import Compared
from eval.report.estimate import Estimate
from eval.report.side import Side
from eval.significance import NothingToCompare, compare, holm


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """Pages in one language: an estimate for each run, and with two runs what changed."""

    language: str
    estimates: tuple[Estimate, ...]
    change: Compared | None = None


def by_language(sides: Sequence[Side]) -> tuple[LanguageRow, ...]:
    """Return rows of one or two runs, best of the last run first.

    Changes are tested by story and corrected for the number of languages (Holm).
    """
    values = [_split(side) for side in sides]
    rows = []
    for language in values[0]:
        estimates = tuple(
            side.estimate(of[language]) for side, of in zip(sides, values, strict=True)
        )
        rows.append(LanguageRow(language, estimates))
    if len(sides) == 2:
        rows = _with_changes(rows, sides[0], *values)
    return tuple(sorted(rows, key=lambda row: (-(row.estimates[-1].mean or 0), row.language)))


def _split(side: Side) -> dict[str, dict[str, float]]:
    by: dict[str, dict[str, float]] = defaultdict(dict)
    for seed, value in side.values.items():
        by[side.run.facts[seed].language][seed] = value
    return dict(by)


def _with_changes(
    rows: Sequence[LanguageRow],
    side: Side,
    before: Mapping[str, Mapping[str, float]],
    after: Mapping[str, Mapping[str, float]],
) -> list[LanguageRow]:
    changes = [_changed(side, row, before[row.language], after[row.language]) for row in rows]
    tested = [each.difference.p for each in changes if each.difference]
    corrected = iter(holm(np.array(tested)).tolist())
    return [
        replace(row, change=replace(each, p=next(corrected)) if each.difference else each)
        for row, each in zip(rows, changes, strict=True)
    ]


def _changed(
    side: Side, row: LanguageRow, before: Mapping[str, float], after: Mapping[str, float]
) -> Compared:
    differences = np.array([after[seed] - before[seed] for seed in before])
    stories = np.array(side.stories(before))
    try:
        difference = compare(differences, stories, side.rounds)
    except NothingToCompare:
        difference = None
    rose, fell = int(np.sum(differences > 0)), int(np.sum(differences < 0))
    one, other = row.estimates
    return Compared(
        row.language,
        side.main.aim,
        one.mean,
        other.mean,
        difference,
        None,
        rose,
        fell,
        len(before) - rose - fell,
    )
