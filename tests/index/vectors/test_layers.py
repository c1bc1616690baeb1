"""What was written since the base, in layers on it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.vectors import Layers
from tests.index.vectors.drawn import DIMENSION, changes_for, layers_of, vector_for


def based_on(rows: range) -> Layers:
    """A base of some rows."""
    return Layers.on(layers_of(rows).layers[-1].segment)


@given(st.lists(st.integers(1, 200), max_size=60, unique=True))
def test_one_by_one_is_as_all_at_once(rows: list[int]):
    """In whatever order articles come, the index has them all, in few layers."""
    layers = layers_of([])
    for row in rows:
        layers = layers.after(changes_for([row]))
    query = vector_for(0)[np.newaxis]

    assert layers.rows().tolist() == sorted(rows)
    assert np.array_equal(layers.search(query, 20)[1], layers_of(rows).search(query, 20)[1])
    assert len(layers.layers) <= 5


def test_an_earlier_state_stays_as_it_was():
    """Who holds it goes on finding what was there."""
    before = based_on(range(1, 50)).after(changes_for(range(50, 60)))
    query = vector_for(7)[np.newaxis]
    expected = before.search(query, 60)

    before.after(changes_for(range(1, 60), version=1)).after(changes_for(range(60, 70)))

    scores, rows = before.search(query, 60)
    assert np.array_equal(rows, expected[1])
    assert np.array_equal(scores, expected[0])


def test_what_is_not_there_has_zeros():
    """As vector and signature; asking for nothing gives nothing."""
    layers = based_on(range(1, 5))

    assert not layers.vectors(np.array([5, 0, 999])).any()
    assert not layers.packed(np.array([5, 0, 999])).any()
    assert layers.vectors(np.array([], np.int64)).shape == (0, DIMENSION)
    assert layers_of([]).search(vector_for(0)[np.newaxis], 5)[1].shape == (1, 0)


def test_an_unknown_language_has_no_articles():
    """A region or script of one that is there has them only if they are in it."""
    layers = layers_of([1]).after(changes_for([2], language="de-CH"))
    query = vector_for(0)[np.newaxis]

    assert layers.search(query, 5, ["ja"])[1].shape == (1, 0)
    assert layers.search(query, 5, ["de"])[1].tolist() == [[2]]


def test_a_base_is_outgrown_by_writes_and_withdrawals_together():
    """From 5,000 on, and not a change earlier."""
    base = based_on(range(1, 101))
    almost = base.after(changes_for(range(51, 5001)))

    assert not almost.outgrown()
    assert almost.after(changes_for([6000])).outgrown()
