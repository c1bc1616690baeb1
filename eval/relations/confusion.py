"""Tables of what pairs are against what they are said to be, and what follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]
"""(labels, labels): how many pairs of the row's label were given the column's."""

ROUNDS = 5_000


@dataclass(frozen=True, slots=True)
class Judged:
    """How well one label is given: `precision`, `recall` and `f1`, and how many pairs have it."""

    precision: float
    recall: float
    f1: float
    pairs: int


def confusion(actual: Sequence[str], said: Sequence[str], labels: Sequence[str]) -> Table:
    """Return the table of n pairs, in the order of the labels."""
    number = {label: place for place, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)), dtype=np.int64)
    for one, other in zip(actual, said, strict=True):
        table[number[one], number[other]] += 1
    return table


def judged(table: Table) -> list[Judged]:
    """Return how well each label is given; 0 where it never is, or where no pair has it."""
    right, pairs = np.diag(table), table.sum(axis=1)
    precision, recall = _shares(right, table.sum(axis=0)), _shares(right, pairs)
    columns = (precision, recall, _f1(table), pairs)
    return [Judged(*row) for row in zip(*(each.tolist() for each in columns), strict=True)]


def macro_f1(table: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the mean F1 of the labels, of tables (..., labels, labels); (...,).

    A label that neither is there nor is given leaves the mean to the others.
    """
    there = (table.sum(axis=-1) + table.sum(axis=-2)) > 0
    mean: NDArray[np.float64] = _shares(_f1(table).sum(axis=-1), there.sum(axis=-1))
    return mean


def macro_f1_interval(tables: NDArray[np.int64], seed: int = 0) -> tuple[float, float]:
    """Return the ends of the 95 % interval of the macro-F1 by the tables of c clusters.

    `tables` is (c, labels, labels). Each of 5,000 resamples draws c clusters with replacement and
    adds their tables up; the ends are percentiles (Efron and Tibshirani 1993, An introduction to
    the bootstrap).
    """
    clusters = len(tables)
    even = np.full(clusters, 1 / clusters)
    drawn = np.random.default_rng(seed).multinomial(clusters, even, size=ROUNDS)
    low, high = np.quantile(macro_f1(np.tensordot(drawn, tables, axes=1)), (0.025, 0.975))
    return float(low), float(high)


def _f1(table: NDArray[np.int64]) -> NDArray[np.float64]:
    right = np.diagonal(table, axis1=-2, axis2=-1)
    return _shares(2 * right, table.sum(axis=-1) + table.sum(axis=-2))


def _shares(part: NDArray[np.generic], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = part / np.maximum(whole, 1)
    return shares
