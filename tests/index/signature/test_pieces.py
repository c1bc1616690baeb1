"""Pieces of words and their directions."""

import numpy as np
import pytest

from index.signature.idf import piece_idf
from index.signature.pieces import UNKNOWN, directions, tokenise, vocabulary


def only_piece(word: str) -> int:
    ((piece,),) = tokenise([word])
    return piece


def test_each_text_has_its_own_pieces():
    """In order and as often as they occur; an empty text has none."""
    apart = [tokenise([text])[0] for text in ("Wahl in Bern", "", "Bern Bern")]

    assert tokenise(["Wahl in Bern", "", "Bern Bern"]) == apart
    assert apart[1] == []
    assert apart[2] == [apart[0][-1]] * 2


def test_there_is_a_direction_for_each_piece():
    """All of length 1, but for what the tokenizer does not know."""
    rows = directions()

    assert rows.dtype == np.float32
    assert rows.shape == (vocabulary(), 64)
    assert np.linalg.norm(np.delete(rows, UNKNOWN, 0), axis=1) == pytest.approx(1, abs=1e-4)
    assert not rows[UNKNOWN].any()


@pytest.mark.parametrize(
    ("english", "other"),
    [("water", "wasser"), ("water", "вода"), ("hospital", "больница"), ("school", "école")],
)
def test_translations_lie_near_each_other(english: str, other: str):
    """Nearer than nineteen of twenty pieces."""
    rows = directions()
    cosines = rows @ rows[only_piece(english)]

    assert cosines[tokenise([other])[0][0]] > np.quantile(cosines, 0.95)


def test_grammar_says_nothing_and_rare_pieces_much():
    """As with terms; and nothing is said by what the tokenizer does not know."""
    words = ("the", "und", "minister", "ukraine")
    the, und, minister, ukraine = piece_idf(np.array([only_piece(word) for word in words]))

    assert the == und == 0 < minister < ukraine
    assert piece_idf(np.array([UNKNOWN])) == 0
