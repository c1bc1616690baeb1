"""What is found from one language in another, and what is lost on the way."""

import pytest

from eval.errors import InvalidRun
from eval.measures.cross_language_gap import cross_language_gap
from eval.measures.language_matrix import LanguageMatrix, language_matrices

QRELS = {
    "a.de": {"b.de": 1, "b.fr": 1, "c.fr": 2},
    "b.de": {"a.de": 1},
    "c.fr": {"a.de": 1, "b.de": 1},
}


@pytest.fixture
def run(make_run):
    """Three seeds in two languages, asked for each language alone."""
    return make_run(
        {"a.de": "b.de"},
        QRELS,
        within={
            "de": {"a.de": "b.de", "b.de": "", "c.fr": "x.de a.de"},
            "fr": {"a.de": "x.fr y.fr c.fr", "b.de": "a.fr", "c.fr": "a.fr"},
        },
        k=3,
    )


def test_cells_by_hand(run):
    """A seed counts where something was judged in the found language, and nowhere else."""
    recall, reciprocal = language_matrices(run)

    assert recall.name == "R@3"
    assert recall.by_seed == {
        ("de", "de"): {"a.de": 1, "b.de": 0},
        ("fr", "de"): {"c.fr": 0.5},
        ("de", "fr"): {"a.de": 0.5},
    }
    assert reciprocal.name == "RR@3"
    assert reciprocal.values == pytest.approx(
        {("de", "de"): 0.5, ("fr", "de"): 1 / 2, ("de", "fr"): 1 / 3}
    )


def test_a_cell_knows_its_mean_and_its_seeds(run):
    """Beside each mean stands of how many."""
    recall, _ = language_matrices(run)

    assert recall.values == {("de", "de"): 0.5, ("fr", "de"): 0.5, ("de", "fr"): 0.5}
    assert recall.counts == {("de", "de"): 2, ("fr", "de"): 1, ("de", "fr"): 1}
    assert (recall.seed_languages, recall.found_languages) == (("de", "fr"), ("de", "fr"))


def test_a_language_covers_its_forms(make_run):
    """Asking for Chinese finds what was judged in either script."""
    run = make_run(
        {"a.de": ""},
        {"a.de": {"b.zh-Hant": 1, "c.zh-Hans": 1, "d.de": 1}},
        within={"zh": {"a.de": "b.zh-Hant"}},
    )

    assert language_matrices(run)[0].by_seed == {("de", "zh"): {"a.de": 0.5}}


def test_a_run_in_any_language_only_has_no_cells(make_run):
    """Nothing was asked, so nothing is said."""
    recall, _ = language_matrices(make_run({"a.de": "b.de"}, QRELS))

    assert recall.values == {}
    assert cross_language_gap(recall).value is None


def test_a_language_without_answers_is_refused(make_run):
    """A column of zeros would blame the system for what was not recorded."""
    run = make_run({"a.de": "b.de"}, QRELS, within={"fr": {}})

    with pytest.raises(InvalidRun, match="'fr' but holds no answers in it"):
        language_matrices(run)


def matrix(cells) -> LanguageMatrix:
    return LanguageMatrix("R@3", {tuple(cell.split()): seeds for cell, seeds in cells.items()})


def test_the_gap_by_hand():
    """Cells count the same, whatever their number of seeds: (0.5 + 0.1) / 2 over (1 + 0.2) / 2."""
    cells = {
        "de de": {"a": 1.0, "b": 1.0, "c": 1.0},
        "fr fr": {"d": 0.2},
        "de fr": {"a": 0.5},
        "fr de": {"d": 0.1, "e": 0.1},
    }

    assert cross_language_gap(matrix(cells)).value == pytest.approx(0.3 / 0.6)


def test_forms_of_a_language_are_within_it():
    """From traditional Chinese to Chinese is no step across languages."""
    cells = {"zh-Hant zh": {"a": 0.8}, "zh-Hant de": {"a": 0.4}}

    assert cross_language_gap(matrix(cells)).value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"de fr": {"a": 1.0}}, "within one language"),
        ({"de de": {"a": 1.0}}, "across languages"),
        ({"de de": {"a": 0.0}, "de fr": {"a": 1.0}}, "nothing related was found within any"),
    ],
)
def test_a_gap_that_cannot_be_computed_says_why(cells, reason):
    """A mean over no cells, or a division by 0, is not a figure."""
    gap = cross_language_gap(matrix(cells))

    assert gap.value is None
    assert reason in gap.note
