"""Relations are measured through a catalogue, against what needs no reading."""

import json
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from eval.cli import main
from eval.relations.baselines import by_date, majority
from eval.relations.confusion import Judged
from eval.relations.fitting import fitted
from eval.relations.observed import Observed
from eval.relations.pairs import LABELS, labelled_pairs
from eval.relations.report import Relating, Said
from eval.relations.text import lines_of
from index.evidence import Evidence


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    measured: dict[str, Any] = json.loads(CliRunner().invoke(main, ["relations", "--json"]).output)
    return measured


def test_the_engine_knows_more_than_dates_do(found: dict[str, Any]):
    """Its interval lies above that of what dates alone say."""
    assert found["engine"]["interval"][0] > found["by_date"]["interval"][1]


def test_all_pairs_are_in_the_table_once(found: dict[str, Any]):
    """A row has as many as have its label."""
    relations = [pair.relation for pair in labelled_pairs("test")]

    assert found["labels"] == list(LABELS)
    for said in ("engine", "by_date", "majority"):
        rows = [sum(row) for row in found[said]["table"]]
        assert rows == [relations.count(label) for label in LABELS]


def test_dates_alone_know_no_strangers():
    """Two days apart is the same event; what has no date lies behind."""
    days = np.array([0, -2, 2.1, -2.1, np.nan])

    assert by_date(days) == ["same_event", "same_event", "follow_up", "background", "background"]


def test_the_commonest_label_is_said_of_all():
    """However many pairs there are."""
    assert majority(["none", "similar", "none"], 2) == ["none", "none"]


def evidence_of(dense: list[float], terms: list[float]) -> Evidence:
    none = np.zeros(len(dense), np.float32)
    parts = [np.array(part, np.float32) for part in (dense, terms)]
    return Evidence(*parts, none, none, none, none + np.float32(0.4))


def test_weights_tell_apart_what_can_be_told_apart():
    """Names decide whether a matter is shared, the score what is similar."""
    known = evidence_of([0.2, 0.2, 0.0], [0.4, 0.0, 0.0])
    labels = ["background", "similar", "none"]
    # some strangers are nearer than what is similar, but none shares names
    strangers = evidence_of([*np.linspace(-0.1, 0.1, 95), *[0.25] * 5], [0.0] * 100)

    weights = fitted(known, labels, strangers)

    assert Observed(known, np.full(3, np.nan)).relations(weights) == labels
    assert weights.terms > 0


def test_one_in_two_hundred_strangers_is_taken_for_the_same_matter():
    """No more, however near many of them are."""
    chance = np.random.default_rng(0)
    dense, terms = chance.normal(0, 0.1, 4000), np.abs(chance.normal(0, 0.05, 4000))
    strangers = evidence_of(dense.tolist(), terms.tolist())
    known = evidence_of([0.5, 0.6, 0.2], [0.2, 0.3, 0.0])

    weights = fitted(known, ["follow_up", "background", "similar"], strangers)

    shared = weights.share_a_matter(strangers.score, strangers.terms)
    assert shared.mean() == pytest.approx(0.005, abs=0.001)


def test_a_table_has_a_line_for_every_label():
    """With counts, shares, and the baselines below."""
    said = Said([[3, 1], [0, 2]], [Judged(1, 0.75, 6 / 7, 4)] * 2, 0.8, (0.7, 0.9), 5 / 6)
    lines = list(lines_of(Relating("test", ("similar", "none"), 6, 2, said, said, said)))

    assert lines[3].split() == ["similar", "3", "1", "1.00", "0.75", "0.86"]
    assert lines[-1].split() == [
        "always", "the", "commonest", "0.800", "0.700", "to", "0.900", "83%"
    ]  # fmt: skip
