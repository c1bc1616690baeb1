"""All that is measured of relations, for one part of the pairs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.catalogues import open_catalogue
from eval.relations.baselines import by_date, majority
from eval.relations.confusion import Judged, confusion, judged, macro_f1, macro_f1_interval
from eval.relations.fitting import fitted
from eval.relations.observed import observed, unrelated
from eval.relations.pairs import DATASET, LABELS, Pair, Part, labelled_pairs, threads
from index.catalog import Catalog
from recommender.relations import Weights


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of pairs against what they are; rows of `table` are what they are."""

    table: list[list[int]]
    judged: list[Judged]
    macro_f1: float
    interval: tuple[float, float]
    accuracy: float


@dataclass(frozen=True, slots=True)
class Relating:
    """The engine and two baselines on the pairs of a part; tables are in the order of `labels`."""

    part: Part
    labels: tuple[str, ...]
    pairs: int
    threads: int
    engine: Said
    by_date: Said
    majority: Said


def measure_relations(part: Part) -> Relating:
    """Ask the engine, and two baselines, how the pairs of a part relate."""
    pairs = labelled_pairs(part)
    with _catalogue() as catalog:
        known = observed(catalog, pairs)
    commonest = majority([pair.relation for pair in labelled_pairs("development")], len(pairs))
    return Relating(
        part,
        LABELS,
        len(pairs),
        len(set(_clusters(pairs))),
        said_of(pairs, known.relations()),
        said_of(pairs, by_date(known.days)),
        said_of(pairs, commonest),
    )


def fit_weights() -> Weights:
    """Return the weights that fit the pairs for development."""
    pairs = labelled_pairs("development")
    with _catalogue() as catalog:
        labels = [pair.relation for pair in pairs]
        return fitted(observed(catalog, pairs).evidence, labels, unrelated(catalog, pairs))


def said_of(pairs: Sequence[Pair], said: Sequence[str]) -> Said:
    """Judge what was said of pairs; intervals are drawn by the thread of the page."""
    of_thread: dict[str, list[int]] = {}
    for place, thread in enumerate(_clusters(pairs)):
        of_thread.setdefault(thread, []).append(place)
    tables = np.stack(
        [
            confusion([pairs[i].relation for i in places], [said[i] for i in places], LABELS)
            for places in of_thread.values()
        ]
    )
    table = tables.sum(axis=0)
    return Said(
        table.tolist(),
        judged(table),
        float(macro_f1(table)),
        macro_f1_interval(tables),
        float(np.trace(table) / table.sum()),
    )


def _clusters(pairs: Sequence[Pair]) -> list[str]:
    thread_of = threads()
    return [thread_of[pair.page] for pair in pairs]


@contextmanager
def _catalogue() -> Iterator[Catalog]:
    with TemporaryDirectory() as work:
        # two accounts of one event must not be taken for translations, or they are one page
        services = open_catalogue(DATASET, Path(work), {"infer_stories": False}).services
        yield services.catalog
