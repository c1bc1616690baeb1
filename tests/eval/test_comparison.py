"""Two runs side by side."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from eval.comparison import Comparison, compare_runs
from eval.errors import Incomparable
from eval.measures import measure
from eval.runs.run import Run

ROUNDS = 2000


@pytest.fixture(scope="module")
def comparison(tfidf_run: Run, engine_run: Run) -> Comparison:
    """From words alone to the engine."""
    return compare_runs(tfidf_run, engine_run, ROUNDS)


def test_a_run_does_not_differ_from_itself(engine_run: Run):
    """No measure has changed, nothing has moved, and the lists are the same."""
    comparison = compare_runs(engine_run, engine_run, ROUNDS)

    tested = [each for each in (*comparison.measures, *comparison.cells) if each.difference]
    assert {each.verdict for each in tested} == {"no difference"}
    assert {each.p for each in tested} == {1.0}
    assert comparison.overlap == 1
    assert comparison.movers == ()


def test_a_clear_gain_is_called_better(comparison: Comparison):
    """Words alone find little across languages; the interval excludes zero."""
    gain = next(each for each in comparison.measures if each.name == "nDCG@6")

    assert gain.verdict == "better"
    assert gain.difference.low > 0
    assert gain.rose > gain.fell


def test_values_are_those_that_measure_gives(comparison: Comparison, engine_run: Run):
    """Comparing and measuring do not disagree, and the change is the difference of the means."""
    values = {each.name: each.value for each in measure(engine_run)}

    for each in comparison.measures:
        assert each.after == values[each.name]
    gain = comparison.measures[0]
    assert gain.difference.mean == pytest.approx(gain.after - gain.before)


def test_the_other_way_round_is_the_opposite(
    comparison: Comparison, tfidf_run: Run, engine_run: Run
):
    """Better becomes worse by as much."""
    back = compare_runs(engine_run, tfidf_run, ROUNDS)

    opposite = {"better": "worse", "worse": "better"}
    for one, other in zip(comparison.measures, back.measures, strict=True):
        assert other.verdict == opposite.get(one.verdict, one.verdict)
        assert (other.rose, other.fell) == (one.fell, one.rose)


def test_less_of_a_measure_that_should_be_low_is_better(make_demo_run: Callable[..., Run]):
    """Without rules the page's own translations leak in; with them that is better, not worse."""
    dense = make_demo_run(system="dense", matrix=())
    comparison = compare_runs(dense, make_demo_run(matrix=()), ROUNDS)

    leakage = next(e for e in comparison.measures if e.name == "translation leakage@6")
    assert leakage.difference.mean < 0
    assert leakage.verdict == "better"


def test_the_biggest_movers_come_first_on_either_side(comparison: Comparison):
    """Losses from the largest down, then gains from the largest down."""
    changes = [mover.after - mover.before for mover in comparison.movers]

    losses = [change for change in changes if change < 0]
    gains = [change for change in changes if change > 0]
    assert changes == sorted(losses) + sorted(gains, reverse=True)
    assert gains


def test_more_comparisons_ask_for_more_evidence(comparison: Comparison):
    """A corrected p is never below the measure's own."""
    for each in (*comparison.measures, *comparison.cells):
        assert each.difference is None or each.p >= each.difference.p


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("corpus_digest", "another", "different articles"),
        ("judgements_digest", "another", "different judgements"),
        ("k", 10, "different length"),
        ("found_languages", ("de",), "different languages"),
    ],
)
def test_runs_over_different_things_are_refused(
    engine_run: Run, field: str, value: object, what: str
):
    """The error says what differs and shows both."""
    other = Run(
        replace(engine_run.manifest, **{field: value}),
        engine_run.answers,
        engine_run.facts,
        engine_run.qrels,
    )

    with pytest.raises(Incomparable, match=what) as caught:
        compare_runs(engine_run, other)
    assert repr(value) in str(caught.value)
