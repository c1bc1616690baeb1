"""Shares of lists, which several measures are."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from eval.measures.measured import noted
from eval.runs.run import Lists

Counted: TypeAlias = Callable[[str, Sequence[str]], int]
"""How many articles of the list of a seed have a property."""


def share_by_seed(lists: Lists, depth: int, counted: Counted) -> tuple[dict[str, float], str]:
    """Return the share in [0, 1] of the first `depth` of each list, and a note on empty lists.

    A seed without anything in its list has no share; the note counts such seeds.
    """
    shares = {
        seed: counted(seed, ids[:depth]) / len(ids[:depth]) for seed, ids in lists.items() if ids
    }
    if not lists:
        return shares, "the run recorded no such lists"
    return shares, noted((len(lists) - len(shares), "seeds with an empty list left out"))
