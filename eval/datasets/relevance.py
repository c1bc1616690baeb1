"""Judgements that follow from how articles belong together."""

from collections.abc import Iterable, Sequence

from eval.qrels import Qrels


def each_other(groups: Iterable[Sequence[str]]) -> Qrels:
    """Judge the members of each group relevant for each other; one alone is no seed."""
    return {
        seed: {other: 1 for other in group if other != seed}
        for group in groups
        if len(group) > 1
        for seed in group
    }


def all_of(seeds: Iterable[str], relevant: Iterable[str]) -> Qrels:
    """Judge all of `relevant` relevant for each seed; without any there is no seed."""
    # one mapping serves every seed, since translations of a page share thousands of judgements
    shared = dict.fromkeys(relevant, 1)
    return dict.fromkeys(seeds, shared) if shared else {}
