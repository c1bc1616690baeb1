"""Signatures of articles: what they keep and how they are packed."""

import zlib
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.signature import BYTES, EMPTY, SIGNATURE, Words, sign, signatures_of, term_scores
from index.signature.idf import idf, piece_idf
from index.signature.numbers import day_of, numbers, rarity
from index.signature.pieces import tokenise
from index.signature.terms import terms

GERMAN = "Der Bundesrat will die Neutralität der Schweiz wahren, sagte Ignazio Cassis in Genf."
OTHER = "Schoolchildren planted two hundred oaks along the river near Bergen."
RUSSIAN = "Игнацио Кассис выступил в Женеве."
WORDS = st.lists(st.sampled_from([*GERMAN.split(), *RUSSIAN.split(), "1'500", "2.5"]), min_size=1)
TEXTS = st.one_of(st.text(max_size=300), WORDS.map(" ".join))
DAY = datetime(2009, 6, 10, tzinfo=UTC)


def signed(text: str) -> bytes:
    return sign([Words("", "", text)])[0]


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_a_signature_takes_460_bytes(text: str):
    """Whatever the text."""
    assert len(sign([Words(text, text, text)])[0]) == BYTES == 460


@settings(deadline=None, max_examples=50)
@given(st.lists(TEXTS, max_size=4))
def test_articles_are_signed_together_as_one_by_one(texts: list[str]):
    """Each gets its own signature, in order."""
    assert sign([Words("", "", text) for text in texts]) == [signed(text) for text in texts]


@settings(deadline=None, max_examples=50)
@given(WORDS, st.randoms())
def test_the_order_of_words_does_not_matter(words: list[str], random):
    """Even where more terms weigh the same than are kept."""
    shuffled = " | ".join(random.sample(words, len(words)))

    assert signed(" | ".join(words)) == signed(shuffled)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_what_is_unpacked_is_what_was_signed(text: str):
    """Terms, numbers and pieces of the text, ascending, each once, empty slots first or last."""
    (named,) = (signatures := signatures_of([signed(text)])).numbers
    pieces = set(tokenise([text[:600]])[0])

    assert named[0] == 0
    assert set(named[named > 0].tolist()) <= numbers(text)
    for weighted, found in ((signatures.terms, set(terms(text))), (signatures.pieces, pieces)):
        kept = weighted.keys[weighted.weights > 0]
        assert np.all(np.diff(kept.astype(np.int64)) > 0)
        assert set(kept.tolist()) <= found
        assert not weighted.keys[weighted.weights == 0].any()


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_weights_have_a_common_measure(text: str):
    """Terms length 1, pieces sum 1; or 0 for a text that says nothing."""
    signatures = signatures_of([signed(text)])
    length = 1 if idf(np.array([*terms(text)], np.uint32)).any() else 0
    total = 1 if piece_idf(np.array(tokenise([text[:600]])[0], np.int64)).any() else 0

    assert np.linalg.norm(signatures.terms.weights) == pytest.approx(length, abs=1e-5)
    assert signatures.pieces.weights.sum() == pytest.approx(total, abs=1e-5)


def test_signatures_can_be_chosen_by_row():
    """In the order asked for."""
    blobs = sign([Words("", "", text, DAY) for text in (GERMAN, OTHER, RUSSIAN)])
    chosen = signatures_of(blobs).take(np.array([2, 0]))
    expected = signatures_of([blobs[2], blobs[0]])

    assert len(chosen) == 2
    assert chosen.numbers.tolist() == expected.numbers.tolist()
    for one, other in ((chosen.terms, expected.terms), (chosen.pieces, expected.pieces)):
        assert one.keys.tolist() == other.keys.tolist()
        assert one.weights.tolist() == other.weights.tolist()


def test_no_signatures_are_unpacked_to_none():
    """Of the right widths, no error."""
    none = signatures_of([])

    assert len(none) == 0
    assert (none.terms.keys.shape, none.numbers.shape, none.pieces.keys.shape) == (
        (0, 64),
        (0, 17),
        (0, 24),
    )


@pytest.mark.parametrize("size", [0, 320, 459, 461])
def test_a_signature_of_another_recipe_is_refused(size: int):
    """As those of 320 bytes that an earlier version made, even among good ones."""
    with pytest.raises(ValueError, match=f"{SIGNATURE}.* takes {BYTES} bytes"):
        signatures_of([signed(GERMAN), bytes(size)])


def test_a_text_without_words_has_the_empty_signature():
    """Nothing is kept."""
    assert sign([Words("…", "", "?!")]) == [EMPTY]


def test_the_day_of_publication_stands_before_the_numbers_of_the_text():
    """It is kept apart from a day that the text names."""
    signatures = signatures_of(sign([Words("1'500", "2.5", "June 11, 2009", DAY)]))

    assert signatures.numbers[0, 0] == day_of(DAY)
    assert set(signatures.numbers[0, 1:4].tolist()) == numbers("1500 / 2.5 / 11.6.2009")
    assert not signatures.numbers[0, 4:].any()


def test_the_rarest_numbers_are_kept():
    """Of a text with more numbers than slots, the day and the oddest sums, in this order."""
    text = " / ".join(["10. Juni 2009", "1000", *(f"{8147 + 37 * each}.25" for each in range(20))])
    named = np.array([*numbers(text)], np.uint32)
    kept = signatures_of([signed(text)]).numbers[0, 1:]

    assert day_of(DAY) in kept
    assert rarity(kept).tolist() == sorted(rarity(named), reverse=True)[:16]


def test_title_and_summary_count_twice():
    """What stands in them weighs more than what stands in the text."""
    page, *candidates = sign(
        [Words("Bergen", "", ""), Words("Bergen", "", GERMAN), Words("", "", f"Bergen {GERMAN}")]
    )
    (headline,) = term_scores(signatures_of([page]), signatures_of(candidates))

    assert headline[0] > headline[1] > 0


def test_the_most_telling_terms_are_kept():
    """Of a text with more terms than slots, the rare name stays and common words go."""
    many = " ".join(f"x{number}" for number in range(60))
    text = f"{many} the of and said people government new year Ignazio Cassis"
    kept = set(signatures_of([signed(text)]).terms.keys[0].tolist())

    assert set(terms("Ignazio Cassis")) <= kept
    assert not set(terms("the of and said")) & kept


def test_the_most_telling_pieces_are_kept():
    """The heaviest by (1 + ln of how often) times idf; title and summary count twice."""
    title, text = (
        "Penguins in Bern",
        " ".join(
            [
                GERMAN,
                OTHER,
                RUSSIAN,
                "Ukraine, Hamburg, inflation, Olympic, Geneva, climate, Penguins",
            ]
        ),
    )
    pieces = signatures_of(sign([Words(title, "", text)])).pieces
    counted = np.bincount([*tokenise([title])[0] * 2, *tokenise([text])[0]])
    found = np.flatnonzero(counted)
    weights = (1 + np.log(counted[found])) * piece_idf(found)
    best = np.sort(np.argsort(-weights)[:24])

    assert np.all(np.sort(weights)[-24:] > 0)
    assert pieces.keys[0].tolist() == found[best].tolist()
    assert pieces.weights[0] == pytest.approx(weights[best] / weights[best].sum(), abs=0.001)


def test_only_the_beginning_of_a_long_text_counts():
    """Ten thousand letters; names and numbers after them change nothing."""
    long = "x" * 9_990 + " Bergen "

    assert set(terms("Bergen")) <= set(signatures_of([signed(long)]).terms.keys[0].tolist())
    assert signed(long + "more " + GERMAN) == signed(long + "more 1'500 " + OTHER)


def test_what_a_signature_stands_for_changes_with_its_name():
    """Stored signatures are compared with new ones: a new recipe needs a new `SIGNATURE`."""
    text = f"{GERMAN} {RUSSIAN} 1'500"
    (signature,) = sign([Words("Neutralität", "習近平 in Genf", text, DAY)])

    assert (SIGNATURE, zlib.crc32(signature)) == ("terms-2", 3111142683)
