"""How much the shown differ from each other.

Ziegler, McNee, Konstan and Lausen (2005), Improving recommendation lists through topic
diversification: intra-list similarity, here as a mean over pairs and taken from 1.
"""

from eval.measures.answered import answers
from eval.measures.measured import Aim, Measured, mean_of_seeds, noted
from eval.runs.run import Run


def intra_list_diversity(run: Run) -> Measured:
    """1 - mean cosine of the pairs of shown articles, in [0, 2].

    It has a price: unrelated lists are the most diverse. Lists without a recorded similarity, such
    as those with fewer than two articles, are left out.
    """
    found = answers(run)
    by_seed = {a.seed: 1 - a.similarity for a in found if a.similarity is not None}
    return mean_of_seeds(
        f"intra-list diversity@{run.manifest.k}",
        by_seed,
        Aim.NEUTRAL,
        "1 - mean cosine of the pairs of a list; read it beside nDCG, for noise is diverse, too",
        note=noted((len(found) - len(by_seed), "seeds left out: no similarity was recorded")),
    )
