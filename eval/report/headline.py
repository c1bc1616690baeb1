"""What a decider wants to know first, in a few plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.comparison import Compared, Comparison
from eval.report.languages import LanguageRow
from eval.report.side import Side
from eval.report.wording import (
    counted,
    language_name,
    listed,
    number,
    percent,
    signed,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A title, what was asked, and what came out of it, a sentence each."""

    title: str
    asked: str
    sentences: tuple[str, ...]


def headline(side: Side, rows: Sequence[LanguageRow]) -> Headline:
    """Say how good one run is, from which language it is best, and how many lists are short."""
    name = side.main.name
    estimate = side.estimate(side.values)
    value = f"{name} is {number(estimate.mean)}"
    if estimate.low is not None and estimate.high is not None:
        value += f" (95 % interval {number(estimate.low)} to {number(estimate.high)})"
    hits = sum(bool(_related_shown(side, seed)) for seed in side.values)
    sentences = [
        f"{value}, where 1 would be a perfect list.",
        f"{percent(hits / len(side.values))} of the pages show at least one related story.",
        *_strongest(rows, name),
        side.short_lists,
    ]
    return Headline(
        f"{side.name}: how good are its related stories?", _asked([side]), tuple(sentences)
    )


def headline_of_two(
    comparison: Comparison, sides: Sequence[Side], rows: Sequence[LanguageRow]
) -> Headline:
    """Say what got better or worse beyond chance, and from which languages."""
    main = next(each for each in comparison.measures if each.name == comparison.moved_by)
    before, after = sides
    sentences = (
        _change(main),
        *_verdicts(comparison.measures),
        _languages(rows),
        f"The two lists of a page have {percent(comparison.overlap)} of their stories in common.",
    )
    return Headline(_title(main, before.name, after.name), _asked(sides), sentences)


def _related_shown(side: Side, seed: str) -> set[str]:
    shown = {side.run.facts[id_].story for id_ in side.run.lists.get(seed, ())}
    return shown & side.related[seed]


def _asked(sides: Sequence[Side]) -> str:
    run = sides[0].run
    manifest = run.manifest
    languages = {run.facts[seed].language for seed in run.qrels}
    return (
        f"We asked {listed([side.name for side in sides])} for the "
        f"{counted(manifest.k, 'story', 'stories')} to open next from each of "
        f"{counted(len(run.qrels), 'judged page')} in {counted(len(languages), 'language')}, "
        f"out of {counted(manifest.articles, 'article')} of “{manifest.dataset}”."
    )


def _strongest(rows: Sequence[LanguageRow], name: str) -> list[str]:
    if len(rows) < 2:
        return []
    best, worst = (
        f"{language_name(r.language)} ({number(r.estimates[0].mean)})" for r in (rows[0], rows[-1])
    )
    return [f"By {name} it is strongest from {best} and weakest from {worst}."]


def _title(main: Compared, before: str, after: str) -> str:
    return {
        "better": f"{after} is better than {before}",
        "worse": f"{after} is worse than {before}",
        "no difference": f"{after} and {before}: no difference beyond chance",
    }.get(main.verdict, f"{after} and {before}: too few stories to tell them apart")


def _change(main: Compared) -> str:
    said = f"{main.name} went from {number(main.before)} to {number(main.after)}"
    if main.difference is None:
        return f"{said}; with so few stories that may well be chance."
    interval = f"95 % interval {signed(main.difference.low)} to {signed(main.difference.high)}"
    return f"{said}: {signed(main.difference.mean)}, {interval}."


def _verdicts(measures: Sequence[Compared]) -> list[str]:
    """Name what changed beyond chance, for better, for worse, and neither."""
    said = []
    for verdict in ("better", "worse"):
        names = [each.name for each in measures if each.verdict == verdict]
        found = listed(names) if names else "nothing"
        said.append(f"{verdict.capitalize()} beyond chance: {found}.")
    changed = [each.name for each in measures if each.verdict == "changed"]
    if changed:
        said.append(f"Changed, which is neither better nor worse in itself: {listed(changed)}.")
    return said


def _languages(rows: Sequence[LanguageRow]) -> str:
    def names(verdict: str) -> list[str]:
        return [language_name(r.language) for r in rows if r.change and r.change.verdict == verdict]

    better, worse = names("better"), names("worse")
    few = sum(bool(r.change and not r.change.verdict) for r in rows)
    said = (
        f"Of {counted(len(rows), 'page language')}, {_how_many(better)} got better beyond chance "
        f"and {_how_many(worse)} got worse"
    )
    return f"{said}; {few} had too few stories to tell." if few else f"{said}."


def _how_many(names: Sequence[str]) -> str:
    return f"{len(names)} ({listed(names)})" if names else "none"
