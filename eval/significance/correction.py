"""Correction for many comparisons."""

import numpy as np

from eval.significance.clusters import Floats
from eval.significance.errors import UnusableValues


def holm(p: Floats) -> Floats:
    """Return p-values (n,) float64 adjusted for there being n of them, in the order given.

    Calling those under 0.05 real is wrong about any of them with probability 0.05 at most, whatever
    depends on what. Raises UnusableValues if one is outside [0, 1] or NaN.

    Holm (1979), A simple sequentially rejective multiple test procedure.
    """
    outside = p[~((p >= 0) & (p <= 1))]
    if len(outside):
        raise UnusableValues(
            f"{len(outside)} of {len(p)} p-values are not in [0, 1], the first is {outside[0]}; "
            "give each comparison a p-value, or leave it out"
        )
    order = np.argsort(p)
    adjusted = np.empty(len(p))
    adjusted[order] = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    return np.minimum(adjusted, 1)
