"""What the vector index loses.

Aumüller, Bernhardsson and Faithfull (2020), ANN-Benchmarks: a benchmarking tool for approximate
nearest neighbor algorithms.
"""

from eval.measures.answered import answers
from eval.measures.measured import Aim, Measured, mean_of_seeds, noted
from eval.runs.run import Run


def candidate_recall(run: Run) -> Measured:
    """Share of the exact nearest neighbours that the index finds, in [0, 1].

    Seeds for which it was not recorded are left out.
    """
    found = answers(run)
    by_seed = {a.seed: a.recall for a in found if a.recall is not None}
    return mean_of_seeds(
        "index recall",
        by_seed,
        Aim.HIGHER,
        "exact nearest neighbours that the index finds; 1 for an exact index",
        note=noted((len(found) - len(by_seed), "seeds left out: exact search was not asked")),
    )
