"""How much of the catalogue is ever shown, and how evenly.

Ge, Delgado-Battenfeld and Jannach (2010), Beyond accuracy: evaluating recommender systems by
coverage and serendipity. Fleder and Hosanagar (2009), Blockbuster culture's next rise or fall: the
impact of recommender systems on sales diversity (Gini coefficient).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from eval.errors import InvalidRun
from eval.measures.answered import shown
from eval.measures.measured import Aim, Measured
from eval.runs.run import Run


def catalogue_coverage(run: Run) -> Measured:
    """Distinct articles shown, over the articles of the catalogue; in [0, 1]."""
    times, articles = _times_shown(run), run.manifest.articles
    possible = min(1.0, len(run.lists) * run.manifest.k / articles)
    return Measured(
        "catalogue coverage",
        len(times) / articles,
        None,
        Aim.HIGHER,
        "share of the catalogue's articles that any page showed",
        note=f"at most {possible:.3g} with so many pages",
    )


def concentration(run: Run) -> Measured:
    """Gini coefficient of how often each article of the catalogue was shown, in [0, 1).

    0 if all were shown equally often, near 1 if a few were shown and most never.
    """
    times, articles = _times_shown(run), run.manifest.articles
    return Measured(
        "concentration (Gini)",
        gini(times, articles) if times else None,
        None,
        Aim.LOWER,
        "0 if all articles of the catalogue are shown equally often, near 1 if only a few are",
        note="" if times else "nothing was shown",
    )


def gini(counts: Sequence[int], n: int) -> float:
    """Return the Gini coefficient of n numbers: those given, (m,) > 0, and n - m zeros."""
    ascending = np.sort(np.asarray(counts, dtype=np.float64))
    # the place of each among all n in ascending order, counted from 1, after the zeros
    places = np.arange(n - len(ascending) + 1, n + 1)
    return float(((2 * places - n - 1) @ ascending) / (n * ascending.sum()))


def _times_shown(run: Run) -> list[int]:
    """How often each article that was shown at all was shown."""
    times = Counter(id_ for ids in shown(run).values() for id_ in ids)
    if len(times) > run.manifest.articles or not run.manifest.articles:
        raise InvalidRun(
            f"the run {run.manifest.name!r} showed {len(times)} articles of a catalogue of "
            f"{run.manifest.articles}; record it again"
        )
    return list(times.values())
