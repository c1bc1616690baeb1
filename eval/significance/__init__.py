"""Whether a difference between two runs is more than chance. Seeds of one story count as one."""

from eval.significance.bootstrap import bootstrap_interval
from eval.significance.clusters import ClusterTotals, total_by_cluster
from eval.significance.comparison import Difference, compare
from eval.significance.correction import holm
from eval.significance.errors import NothingToCompare, UnusableValues
from eval.significance.randomisation import randomisation_test

__all__ = [
    "ClusterTotals",
    "Difference",
    "NothingToCompare",
    "UnusableValues",
    "bootstrap_interval",
    "compare",
    "holm",
    "randomisation_test",
    "total_by_cluster",
]
