"""Passages of news: is the translation nearest, and is the second half in another language?

The number of passages is an accident of the data, and the more there are, the harder it is. So a
figure is that for 123 passages, as is usual for the news test set that this stands in for: the
probability that the right one is the nearest if only 122 of the others were there, each set of 122
being as likely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb

from eval.datasets.passages import place_of
from eval.quality.estimate import Estimate, mean_of
from eval.quality.figure import HIDDEN, Figure, promised
from eval.quality.targets import Target
from eval.runs.run import Run

TABLE = "news"
OTHERS = 122
NEIGHBOURS = 3
"""How many passages on either side may be of the same article; with more, little changes."""

_PIVOT = "en"


@dataclass(frozen=True, slots=True)
class Row:
    """What is asked of a run; passages within `apart` places of the page's do not count."""

    name: str
    column: str
    apart: int


_TRANSLATION = Row("news, translation is the nearest of 123", "translation", 0)
_SECOND_HALF = Row("news, second half is the nearest of 123", "second half", NEIGHBOURS)
_AMONG_ALL = Row("", "second half, neighbouring passages too", 0)


def news_figures(runs: Sequence[Run], targets: Mapping[str, Target]) -> list[Figure]:
    """Return the figures of two runs, over whole passages and over halves."""
    whole, halves = runs
    asked = ((whole, _TRANSLATION), (halves, _SECOND_HALF), (halves, _AMONG_ALL))
    return [figure for run, row in asked for figure in figures_of(run, row, targets)]


def figures_of(run: Run, row: Row, targets: Mapping[str, Target]) -> list[Figure]:
    """Return how often the right passage is the nearest, by language and over all of them."""
    found = [language for language in run.manifest.found_languages if language != _PIVOT]
    values = {
        language: [*first_shares(run, _PIVOT, language, row.apart),
                   *first_shares(run, language, _PIVOT, row.apart)]
        for language in found
    }  # fmt: skip
    estimates = {language: _mean(some) for language, some in values.items()}
    weakest = min(estimates, key=lambda language: estimates[language].value)
    promises = {
        f"{row.name}, mean": _mean([value for some in values.values() for value in some]),
        f"{row.name}, weakest language": estimates[weakest],
    }
    notes = {f"{row.name}, weakest language": weakest}
    return [
        *promised(HIDDEN, promises, targets, notes),
        *(Figure(TABLE, language, row.column, each) for language, each in estimates.items()),
    ]


def first_shares(run: Run, page: str, found: str, apart: int) -> list[tuple[int, float]]:
    """Return place and value of each passage in the language `page`, sought in `found`.

    A passage that is not in its list has the value 0.
    """
    lists = run.lists_in(found)
    relevant = {id_ for grades in run.qrels.values() for id_ in grades}
    places = {place_of(id_) for id_ in relevant}
    shares = []
    for seed in run.qrels:
        if run.facts[seed].language == page:
            own = place_of(seed)
            others = {place for place in places if abs(place - own) > apart and place != own}
            shown = [place_of(id_) for id_ in lists.get(seed, ()) if id_ in relevant]
            nearer = len(others.intersection(shown[: shown.index(own)])) if own in shown else None
            shares.append((own, 0.0 if nearer is None else first_share(nearer, len(others))))
    return shares


def first_share(nearer: int, others: int, drawn: int = OTHERS) -> float:
    """Return how probably none of the `nearer` is among so many drawn of all `others`.

    They are drawn without replacement (the hypergeometric distribution); all if there are fewer.
    """
    drawn = min(drawn, others)
    return comb(others - nearer, drawn) / comb(others, drawn)


def _mean(values: Sequence[tuple[int, float]]) -> Estimate:
    """Estimate the mean; a passage in all languages and directions is one."""
    return mean_of([value for _, value in values], [str(place) for place, _ in values])
