"""How old the shown are, seen from the page.

Karimi, Jannach and Jugovac (2018), News recommender systems: survey and roads ahead, on recency.
"""

from statistics import fmean, median

from eval.measures.answered import facts_of, shown
from eval.measures.measured import Aim, Measured, mean_of_seeds, noted
from eval.runs.run import Run

_SECONDS_A_DAY = 86_400


def median_age(run: Run) -> Measured:
    """Median age in days of the shown when the seed was published; negative if they are newer."""
    ages, note = _ages(run)
    by_seed = {seed: median(days) for seed, days in ages.items()}
    explanation = "days between the page and the median article shown; negative if that is newer"
    name = f"median age@{run.manifest.k}, days"
    return mean_of_seeds(name, by_seed, Aim.NEUTRAL, explanation, note=note)


def newer_share(run: Run) -> Measured:
    """Share of the shown that was published after the seed."""
    ages, note = _ages(run)
    by_seed = {seed: fmean(day < 0 for day in days) for seed, days in ages.items()}
    explanation = "share published after the page"
    name = f"newer than the page@{run.manifest.k}"
    return mean_of_seeds(name, by_seed, Aim.NEUTRAL, explanation, note=note)


def _ages(run: Run) -> tuple[dict[str, list[float]], str]:
    """Return the ages in days of each seed's dated articles, and a note on those without a date."""
    ages: dict[str, list[float]] = {}
    undated_seeds = undated = 0
    for seed, ids in shown(run).items():
        then = facts_of(run, seed).published_at
        if then is None:
            undated_seeds += 1
            continue
        dates = (facts_of(run, id_).published_at for id_ in ids)
        ages[seed] = [(then - date).total_seconds() / _SECONDS_A_DAY for date in dates if date]
        undated += len(ids) - len(ages[seed])
    known = {seed: days for seed, days in ages.items() if days}
    note = noted(
        (undated_seeds, "seeds without a date left out"),
        (len(ages) - len(known), "seeds left out: they show no article with a date"),
        (undated, "shown articles without a date left out"),
    )
    return known, note
