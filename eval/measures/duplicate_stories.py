"""Whether a list shows the same thing twice.

Bernstein and Zobel (2005), Redundant documents and search effectiveness: what repeats something
further up is of no use, however relevant.
"""

from collections.abc import Hashable, Iterator, Sequence

from eval.corpus import Facts
from eval.measures.answered import facts_of, shown
from eval.measures.measured import Aim, Measured, mean_of_seeds
from eval.measures.shares import share_by_seed
from eval.runs.run import Run


def duplicate_stories(run: Run) -> Measured:
    """Share of the shown whose story, or title in the same language, stood above in the list.

    Titles are compared without case and outer or repeated white space; an empty one is like none.
    """

    def counted(_: str, ids: Sequence[str]) -> int:
        seen: set[Hashable] = set()
        repeated = 0
        for id_ in ids:
            marks = set(_marks(facts_of(run, id_)))
            repeated += not marks.isdisjoint(seen)
            seen |= marks
        return repeated

    k = run.manifest.k
    by_seed, note = share_by_seed(shown(run), k, counted)
    explanation = "share whose story, or title in the same language, already stood above"
    return mean_of_seeds(f"duplicate stories@{k}", by_seed, Aim.LOWER, explanation, note=note)


def _marks(facts: Facts) -> Iterator[Hashable]:
    """Yield what two articles that are the same have in common."""
    yield facts.story
    title = " ".join(facts.title.casefold().split())
    if title:
        yield facts.language, title
