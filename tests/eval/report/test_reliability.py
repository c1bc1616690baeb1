"""Whether a score means the same within a language and across."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from eval.report.charts import reliability_plots
from eval.report.reliability import reliability
from eval.report.side import side_of
from eval.runs.run import Run

ROUNDS = 100


def test_bins_hold_all_that_was_shown(demo_run: Run):
    """Bins follow each other, and hold each shown article of a restricted list once."""
    found = reliability(side_of(demo_run, ROUNDS))

    total = sum(group.n for each in found.bins for _, group in (each.within, each.across))
    assert total == sum(len(a.shown) for a in demo_run.answers if a.only is not None)
    ends = [(each.low, each.high) for each in found.bins]
    assert all(one[1] == other[0] for one, other in pairwise(ends))


@pytest.fixture
def mixed(hand_made: Callable[..., Run]) -> Run:
    """Pages that show a German, then a French article; the German is related on every second."""
    seeds = [f"s{n}.de" for n in range(4)]
    related = {seed: f"g{n}.de f{n}.fr" if n % 2 else f"f{n}.fr" for n, seed in enumerate(seeds)}
    shown = {seed: f"g{n}.de" if n < 2 else f"f{n}.fr" for n, seed in enumerate(seeds)}
    return hand_made(shown, related)


def test_shares_and_gap_by_hand(mixed: Run):
    """At one score half of two German and all of two French articles are related: 50 points."""
    found = reliability(side_of(mixed, ROUNDS))

    (only,) = found.bins
    assert [(score, of.n, of.mean) for score, of in (only.within, only.across)] == [
        (0.9, 2, 0.5),
        (0.9, 2, 1.0),
    ]
    assert found.gap == 0.5


def test_no_gap_without_judgements_within(hand_made: Callable[..., Run]):
    """If no article in the page's language is related, the judgements were not about those."""
    run = hand_made({"a.de": "b.de", "c.de": "d.fr"}, {"a.de": "d.fr", "c.de": "d.fr"})

    assert reliability(side_of(run, ROUNDS)).gap is None


def test_rare_groups_are_not_drawn(mixed: Run):
    """Two articles say nothing of a share; the plot leaves them to the table."""
    side = side_of(mixed, ROUNDS)

    (plot,) = reliability_plots([side], [reliability(side)])

    assert plot is not None
    assert [line.points for line in plot.lines] == [(), ()]
