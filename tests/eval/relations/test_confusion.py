"""Confusion tables, and what follows from them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

from eval.relations.confusion import confusion, judged, macro_f1, macro_f1_interval

LABELS = ("same_event", "follow_up", "none")
PAIRS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1)


@given(PAIRS)
def test_a_table_counts_each_pair_where_its_labels_meet(pairs: list[tuple[str, str]]):
    """Rows are what they are, columns what is said, as scikit-learn has it."""
    actual, said = zip(*pairs, strict=True)

    table = confusion(actual, said, LABELS)

    assert table.tolist() == confusion_matrix(actual, said, labels=LABELS).tolist()


@given(PAIRS)
def test_labels_are_judged_as_scikit_learn_judges_them(pairs: list[tuple[str, str]]):
    """Precision, recall, F1 and how many there are; 0 where nothing can be said."""
    actual, said = zip(*pairs, strict=True)

    found = judged(confusion(actual, said, LABELS))

    expected = precision_recall_fscore_support(actual, said, labels=LABELS, zero_division=0)
    columns = [[each.precision, each.recall, each.f1, each.pairs] for each in found]
    assert np.allclose(np.array(columns).T, expected)


@given(PAIRS)
def test_macro_f1_is_the_mean_of_the_labels_that_occur(pairs: list[tuple[str, str]]):
    """Without `labels`, scikit-learn takes the mean over those that occur in either list."""
    actual, said = zip(*pairs, strict=True)

    expected = f1_score(actual, said, average="macro", zero_division=0)
    assert macro_f1(confusion(actual, said, LABELS)) == pytest.approx(expected)


def test_tables_of_several_resamples_are_judged_at_once():
    """By hand: all right is 1; one of two right, F1 2/3 and 0, is 1/3."""
    tables = np.array([[[1, 0], [0, 1]], [[1, 0], [1, 0]]])

    assert macro_f1(tables).tolist() == pytest.approx([1, 1 / 3])


def test_an_interval_covers_what_resamples_of_clusters_give():
    """Of two clusters, one all right and one all wrong, a quarter of resamples are 0 or 1."""
    tables = np.array([[[2, 0], [0, 2]], [[0, 2], [2, 0]]])

    assert macro_f1_interval(tables) == (0.0, 1.0)


def test_clusters_that_agree_leave_no_doubt():
    """However they are drawn, the macro-F1 is the same."""
    tables = np.array([[[2, 0], [0, 2]]] * 4)

    assert macro_f1_interval(tables) == (1.0, 1.0)
