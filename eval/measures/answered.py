"""What measures read from a run: lists for every seed, and facts that are surely there."""

from collections import Counter

from eval.corpus import Facts
from eval.errors import InvalidRun
from eval.runs.run import Answer, Lists, Run


def answers(run: Run) -> list[Answer]:
    """Return the answers in any language, one a seed. Raises InvalidRun if there are none."""
    found = [answer for answer in run.answers if answer.only is None]
    if not found:
        raise InvalidRun(
            f"the run {run.manifest.name!r} is empty: it holds no answer in any language; "
            "record it again"
        )
    twice = [seed for seed, times in Counter(answer.seed for answer in found).items() if times > 1]
    if twice:
        raise InvalidRun(
            f"the run {run.manifest.name!r} answers {len(twice)} seeds twice, such as "
            f"{twice[0]!r}; record it again"
        )
    return found


def shown(run: Run) -> Lists:
    """Return what was shown for every seed that was judged or answered, [] without an answer.

    Raises InvalidRun if there are no answers.
    """
    answers(run)
    return {seed: run.lists.get(seed, []) for seed in _seeds(run)}


def candidates(run: Run) -> Lists:
    """Return what the shown were chosen from, as `shown` does; {} if no candidates were recorded.

    Raises InvalidRun if there are no answers.
    """
    if not any(answer.candidates for answer in answers(run)):
        return {}
    return {seed: run.candidates.get(seed, []) for seed in _seeds(run)}


def facts_of(run: Run, id_: str) -> Facts:
    """Return what is known of an article. Raises InvalidRun if it is not among the run's facts."""
    try:
        return run.facts[id_]
    except KeyError:
        raise InvalidRun(
            f"the run {run.manifest.name!r} knows nothing of the article {id_!r}, which occurs "
            "in it; record it again"
        ) from None


def _seeds(run: Run) -> list[str]:
    return sorted(run.qrels.keys() | run.lists.keys())
