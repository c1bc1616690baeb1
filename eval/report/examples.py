"""Pages to look at: some where it went well, some where it did not, some in between."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from statistics import median

from eval.comparison import Comparison, Mover
from eval.corpus import Facts
from eval.measures.answered import facts_of
from eval.report.side import Side

_OF_EACH = 5
_MISSED = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list; `mark` is 'related', 'own' for the page's own story, or ''."""

    facts: Facts
    score: float
    mark: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What one run showed, and one version of each of up to ten related stories that it missed.

    `more_missed` counts those beyond ten.
    """

    name: str
    value: float
    shown: tuple[Listed, ...]
    missed: tuple[Facts, ...]
    more_missed: int
    unfilled_reason: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A page, and what one or two runs answered."""

    facts: Facts
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Examples of a kind, the most telling first."""

    title: str
    explanation: str
    examples: tuple[Example, ...]


def chosen(side: Side) -> tuple[Group, ...]:
    """Return the worst, typical and best pages of a run, at most one of each story.

    The same run always gives the same pages. Among equals the choice follows a digest of the id,
    which has nothing to do with language or topic.
    """
    values, name = side.values, side.main.name
    middle = median(values.values())
    kinds = (
        ("Worst", f"lowest {name}", _mapped(values, float)),
        ("Typical", f"nearest to the median {name}", _mapped(values, lambda v: abs(v - middle))),
        ("Best", f"highest {name}", _mapped(values, lambda v: -v)),
    )
    taken: set[str] = set()
    groups = []
    for title, explanation, places in kinds:
        seeds = _of_new_stories(side, _ordered(places), taken)
        groups.append(Group(title, explanation, tuple(_example([side], seed) for seed in seeds)))
    return tuple(group for group in groups if group.examples)


def moved(comparison: Comparison, sides: Sequence[Side]) -> tuple[Group, ...]:
    """Return the pages that two runs answer most differently, losses first."""
    losses = [each for each in comparison.movers if each.after < each.before]
    gains = [each for each in comparison.movers if each.after > each.before]

    def group(title: str, explanation: str, movers: Iterable[Mover]) -> Group:
        return Group(title, explanation, tuple(_example(sides, each.seed) for each in movers))

    name = comparison.moved_by
    groups = (
        group("Lost most", f"{name} fell most", losses),
        group("Gained most", f"{name} rose most", gains),
    )
    return tuple(each for each in groups if each.examples)


def _of_new_stories(side: Side, seeds: Iterable[str], taken: set[str]) -> list[str]:
    found: list[str] = []
    for seed in seeds:
        story = side.run.facts[seed].story
        if story not in taken and len(found) < _OF_EACH:
            taken.add(story)
            found.append(seed)
    return found


def _mapped(values: Mapping[str, float], to: Callable[[float], float]) -> dict[str, float]:
    # values that differ by rounding alone are equals
    return {seed: round(to(value), 9) for seed, value in values.items()}


def _ordered(places: Mapping[str, float]) -> list[str]:
    def place(seed: str) -> tuple[float, bytes]:
        return places[seed], blake2b(seed.encode(), digest_size=8).digest()

    return sorted(places, key=place)


def _example(sides: Sequence[Side], seed: str) -> Example:
    return Example(facts_of(sides[0].run, seed), tuple(_answered(side, seed) for side in sides))


def _answered(side: Side, seed: str) -> Answered:
    run, related = side.run, side.related[seed]
    answer = next((a for a in run.answers if a.seed == seed and a.only is None), None)
    own = facts_of(run, seed).story
    shown = []
    for hit in answer.shown if answer else ():
        facts = facts_of(run, hit.id)
        mark = "own" if facts.story == own else "related" if facts.story in related else ""
        shown.append(Listed(facts, hit.score, mark))
    missed = _missed(side, seed, {each.facts.story for each in shown})
    return Answered(
        side.name,
        side.values[seed],
        tuple(shown),
        tuple(missed[:_MISSED]),
        max(0, len(missed) - _MISSED),
        answer.unfilled_reason if answer else "the run holds no answer for this page",
    )


def _missed(side: Side, seed: str, shown: set[str]) -> list[Facts]:
    """Return a judged version of each missed story, in the page's language if there is one."""
    grades: Mapping[str, int] = side.run.qrels[seed]
    language = facts_of(side.run, seed).language
    judged = [facts_of(side.run, id_) for id_, grade in grades.items() if grade > 0]
    judged.sort(key=lambda facts: (facts.language != language, facts.id))
    versions: dict[str, Facts] = {}
    for facts in judged:
        if facts.story in side.related[seed] and facts.story not in shown:
            versions.setdefault(facts.story, facts)
    return list(versions.values())
