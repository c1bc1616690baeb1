"""The language matrix as a table of colours."""

from collections.abc import Callable
from dataclasses import replace

from eval.comparison import compare_runs
from eval.report.heatmap import difference_heatmap, heatmap
from eval.report.side import side_of
from eval.runs.run import Run

ROUNDS = 100


def test_cells_by_hand(two_languages: Run):
    """Of German pages all related German stories are found, and half of the French ones."""
    drawn = heatmap(side_of(two_languages, ROUNDS))

    assert drawn is not None
    rows = dict(drawn.rows)
    assert [each.text for each in rows["de"]] == ["1.00", "0.50", "0.50"]
    assert [each.shade for each in rows["de"]] == [1, 0.5, 0.5]
    assert rows["de"][1].tip.endswith(": 0.50, 2 pages")


def test_absent_cells_are_empty(two_languages: Run):
    """No French page has a related French story; the cell has neither text nor colour."""
    drawn = heatmap(side_of(two_languages, ROUNDS))

    assert drawn is not None
    empty = dict(drawn.rows)["fr"][1]
    assert (empty.text, empty.shade) == ("", None)


def test_means_leave_out_one_language(two_languages: Run):
    """The mean of a row or column is over cells of two languages, which alone are not framed."""
    drawn = heatmap(side_of(two_languages, ROUNDS))

    assert drawn is not None
    assert [each.text for each in drawn.means] == ["1.00", "0.50", "0.75"]
    assert [each.within for each in dict(drawn.rows)["de"]] == [True, False, False]


def test_a_difference_is_after_minus_before(two_languages: Run):
    """What is no longer found has the full colour of a loss; what stayed has none."""
    answers = tuple(
        replace(each, shown=()) if (each.seed, each.only) == ("c.fr", "de") else each
        for each in two_languages.answers
    )
    after = Run(two_languages.manifest, answers, two_languages.facts, two_languages.qrels)
    matrix = side_of(two_languages, ROUNDS).matrix

    drawn = difference_heatmap(compare_runs(two_languages, after, ROUNDS), matrix)

    assert drawn is not None
    lost, stayed = dict(drawn.rows)["fr"][0], dict(drawn.rows)["de"][0]
    assert (lost.text, lost.shade, lost.fell) == ("−1.00", 1, True)
    assert (stayed.text, stayed.shade, stayed.fell) == ("0.00", 0, False)
    assert "1.00 → 0.00; of 1 page 0 rose, 1 fell" in lost.tip


def test_without_matrix_there_is_no_map(hand_made: Callable[..., Run]):
    """A run that asked for no language alone has nothing to draw."""
    assert heatmap(side_of(hand_made({"a": "b"}, {"a": "b"}), ROUNDS)) is None
