"""Whether there is enough to show.

Shani and Gunawardana (2011), Evaluating recommendation systems: coverage of users.
"""

from collections import Counter
from collections.abc import Mapping

from eval.measures.answered import answers, shown
from eval.measures.measured import Aim, Measured, mean_of_seeds, noted
from eval.runs.run import Run


def fill_rate(run: Run) -> Measured:
    """Shown articles over k, in [0, 1]; the note counts the reasons for short lists."""
    k, lists = run.manifest.k, shown(run)
    by_seed = {seed: len(ids) / k for seed, ids in lists.items()}
    reasons = ((count, f"lists short: {reason}") for reason, count in unfilled_reasons(run).items())
    note = noted(*reasons, (len(lists) - len(answers(run)), "seeds without an answer count 0"))
    explanation = "articles shown, over the number asked for"
    return mean_of_seeds(f"fill rate@{k}", by_seed, Aim.HIGHER, explanation, note=note)


def full_lists(run: Run) -> Measured:
    """Share of seeds with k articles."""
    k = run.manifest.k
    by_seed = {seed: float(len(ids) >= k) for seed, ids in shown(run).items()}
    explanation = "share of pages with as many articles as asked for"
    return mean_of_seeds(f"full lists@{k}", by_seed, Aim.HIGHER, explanation)


def unfilled_reasons(run: Run) -> Mapping[str, int]:
    """Count the reasons that were given for short lists, most frequent first."""
    reasons = Counter(a.unfilled_reason for a in answers(run) if a.unfilled_reason is not None)
    return dict(reasons.most_common())
