"""Pairs that vectors name, against a search through all of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.stories.nearest import Field, possible_copies, possible_translations
from index.stories.scale import Scale

SCALE = Scale(0.0, 0.1)
seeds = st.integers(0, 2**32 - 1)


def field(seed: int) -> Field:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 12))
    vectors = rng.normal(size=(n, 3)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    languages = rng.choice(["de", "fr", "it", "und"], n)
    return Field(rng.permutation(100)[:n], vectors, languages, rng.random(n) < 0.6)


def cosine(of: Field, one: int, other: int) -> float:
    return float(of.vectors[one] @ of.vectors[other])


def nearest(of: Field, page: int, language: str) -> list[int]:
    there = [i for i in np.flatnonzero(of.languages == language).tolist() if i != page]
    return sorted(there, key=lambda other: -cosine(of, page, other))


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_translations_are_each_others_nearest(seed: int):
    """Exactly the pairs with a fresh article, in two known languages, each found once."""
    of = field(seed)
    n = len(of.rows)
    expected = {
        frozenset((int(of.rows[a]), int(of.rows[b])))
        for a in range(n)
        for b in range(a)
        if of.languages[a] != of.languages[b]
        and "und" not in (of.languages[a], of.languages[b])
        and (of.fresh[a] or of.fresh[b])
        and nearest(of, a, of.languages[b])[0] == b
        and nearest(of, b, of.languages[a])[0] == a
    }

    found = [frozenset(pair[:2]) for pair in possible_translations(of, SCALE)]

    assert sorted(found, key=sorted) == sorted(expected, key=sorted)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_copies_are_near_and_in_one_language(seed: int):
    """Exactly the pairs with a fresh article above the threshold, each found once."""
    of = field(seed)
    n = len(of.rows)
    expected = {
        frozenset((int(of.rows[a]), int(of.rows[b])))
        for a in range(n)
        for b in range(a)
        if of.languages[a] == of.languages[b]
        and (of.fresh[a] or of.fresh[b])
        and cosine(of, a, b) >= 0.7
    }

    found = [frozenset(pair[:2]) for pair in possible_copies(of, SCALE)]

    assert sorted(found, key=sorted) == sorted(expected, key=sorted)


def test_a_margin_is_what_is_lacking_to_the_next():
    """Of either side, or to what is usual where there is no next."""
    vectors = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8]], np.float32)
    fresh = np.array([True, False, False])
    of = Field(np.arange(3), vectors, np.array(["de", "fr", "fr"]), fresh)
    alone = Field(np.arange(2), vectors[:2], np.array(["de", "fr"]), fresh[:2])

    (pair,), (single,) = (list(possible_translations(each, SCALE)) for each in (of, alone))

    assert pair.margin == pytest.approx(0.2)
    assert single.margin == pytest.approx(0.8)


def test_a_field_of_few_has_the_usual_scale():
    """One article says nothing about what is usual."""
    one = Field(np.arange(1), np.eye(1, 4, dtype=np.float32), np.array(["de"]), np.array([True]))

    assert one.scale(SCALE) == SCALE


def test_a_field_of_many_has_its_own_scale():
    """The cosines of another model lie elsewhere, and those of related articles do not count."""
    rng = np.random.default_rng(0)
    cosines = np.concatenate([rng.normal(0.8, 0.02, 90_000), np.full(3_000, 0.99)])

    scale = SCALE.adapted(cosines.astype(np.float32))

    assert scale.mean == pytest.approx(0.8, abs=0.02)
    assert scale.spread == pytest.approx(0.02, abs=0.005)
