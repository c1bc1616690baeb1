"""How long an answer takes, also to those who wait longest.

Dean and Barroso (2013), The tail at scale.
"""

import numpy as np

from eval.measures.answered import answers
from eval.measures.measured import Aim, Measured
from eval.runs.run import Run

_SHARES = (50, 95, 99)


def latency(run: Run) -> list[Measured]:
    """Percentiles of the time that an answer took, in ms, between neighbouring values linearly."""
    milliseconds = [1000 * answer.seconds for answer in answers(run)]
    percentiles = np.percentile(milliseconds, _SHARES).tolist()
    return [
        Measured(f"latency p{share}, ms", value, None, Aim.LOWER, f"{share} % took no longer")
        for share, value in zip(_SHARES, percentiles, strict=True)
    ]
