"""Signatures of articles, and how alike two are."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.signature import BYTES, EMPTY, SIGNATURE, lexical_scores, sign, signatures_of
from index.signature.idf import idf
from index.signature.terms import terms

GERMAN = "Der Bundesrat will die Neutralität der Schweiz wahren, sagte Ignazio Cassis in Genf."
ENGLISH = "Switzerland's neutrality is to stay, Ignazio Cassis said in Geneva."
OTHER = "Schoolchildren planted two hundred oaks along the river near Bergen."
RUSSIAN = "Игнацио Кассис выступил в Женеве."
WORDS = st.lists(st.sampled_from([*GERMAN.split(), *ENGLISH.split(), *RUSSIAN.split()]), min_size=1)
TEXTS = st.one_of(st.text(max_size=300), WORDS.map(" ".join))


def alike(one: str, other: str) -> float:
    return float(
        lexical_scores(signatures_of([sign("", "", one)]), signatures_of([sign("", "", other)]))[0]
    )


@given(TEXTS)
def test_a_signature_takes_320_bytes(text: str):
    """Whatever the text."""
    assert len(sign(text, text, text)) == BYTES == 320


@given(TEXTS)
def test_a_text_is_as_much_like_itself_as_can_be(text: str):
    """The score is 1, or 0 for a text that says nothing."""
    told = any(idf(np.array(list(terms(text)), np.uint32)) > 0)

    assert alike(text, text) == pytest.approx(1 if told else 0, abs=1e-6)


@given(TEXTS, TEXTS)
def test_likeness_is_mutual_and_bounded(one: str, other: str):
    """Either may be the page, and the score lies between 0 and 1."""
    assert alike(one, other) == pytest.approx(alike(other, one), abs=1e-6)
    assert 0 <= alike(one, other) <= 1


@given(WORDS, st.randoms())
def test_the_order_of_words_does_not_matter(words: list[str], random):
    """Even where more terms weigh the same than are kept."""
    shuffled = " ".join(random.sample(words, len(words)))

    assert sign("", "", " ".join(words)) == sign("", "", shuffled)


def test_texts_without_a_common_term_score_0():
    """Exactly 0, not a little."""
    assert alike(GERMAN, OTHER) == 0


def test_names_tie_languages_together():
    """One person in one town, told in German, English and Russian."""
    assert alike(GERMAN, ENGLISH) > 0.2
    assert alike(ENGLISH, RUSSIAN) > 0.1


def test_the_empty_signature_is_like_nothing():
    """Nor like itself; it is what a text without words has."""
    candidates = signatures_of([EMPTY, sign("", "", GERMAN)])

    assert sign("…", "", "?!") == EMPTY
    assert lexical_scores(signatures_of([EMPTY]), candidates).tolist() == [0, 0]


def test_a_score_is_the_cosine_of_weighted_counts():
    """As worked out term by term, up to the rounding of weights to 8 bits."""
    weights = [
        {term: (1 + math.log(often)) * idf(np.array([term], np.uint32))[0]
         for term, often in terms(text).items()}
        for text in (GERMAN + GERMAN, ENGLISH)
    ]  # fmt: skip
    products = sum(weight * weights[1].get(term, 0) for term, weight in weights[0].items())
    lengths = [math.sqrt(sum(weight**2 for weight in each.values())) for each in weights]

    assert alike(GERMAN + GERMAN, ENGLISH) == pytest.approx(
        products / lengths[0] / lengths[1], abs=0.005
    )


def test_each_candidate_gets_its_own_score():
    """Many at once score as they do one by one."""
    texts = [GERMAN, OTHER, "", ENGLISH, RUSSIAN] * 3
    page = signatures_of([sign("", "", ENGLISH)])
    scores = lexical_scores(page, signatures_of([sign("", "", t) for t in texts]))

    assert scores.dtype == np.float32
    assert scores.tolist() == [alike(ENGLISH, text) for text in texts]


def test_no_candidates_get_no_scores():
    """An empty array, no error."""
    assert lexical_scores(signatures_of([sign("", "", GERMAN)]), signatures_of([])).shape == (0,)


def test_title_and_summary_count_twice():
    """What stands in them weighs more than what stands in the text."""
    headline = lexical_scores(
        signatures_of([sign("Bergen", "", "")]),
        signatures_of([sign("Bergen", "", GERMAN), sign("", "", f"Bergen {GERMAN}")]),
    )

    assert headline[0] > headline[1] > 0


def test_the_most_telling_terms_are_kept():
    """Of a text with more terms than slots, the rare name stays and common words go."""
    many = " ".join(f"x{number}" for number in range(60))
    text = f"{many} the of and said people government new year Ignazio Cassis"
    kept = set(signatures_of([sign("", "", text)]).keys[0].tolist())

    assert set(terms("Ignazio Cassis")) <= kept
    assert not set(terms("the of and said")) & kept


def test_only_the_beginning_of_a_long_text_counts():
    """Ten thousand letters; a name after them changes nothing."""
    long = "x" * 9_990 + " Bergen "

    assert alike(long, "Bergen") > 0
    assert sign("", "", long + "more " + GERMAN) == sign("", "", long + "more " + OTHER)


def test_what_a_signature_stands_for_changes_with_its_name():
    """Stored signatures are compared with new ones: a new recipe needs a new `SIGNATURE`."""
    signature = sign("Neutralität", "習近平 in Genf", f"{GERMAN} {RUSSIAN} 1'500")
    keys = [
        55751121, 86731745, 120676032, 242772187, 316356317, 1081649159, 1270497113,
        1430218287, 2162034502, 2517015337, 3001836028, 3217209738, 3407197619,
    ]  # fmt: skip
    weights = bytes([246, 89, 70, 112, 136, 146, 255, 53, 156, 247, 125, 142, 72])
    expected = np.array([0] * 51 + keys, "<u4").tobytes() + bytes(51) + weights

    assert (SIGNATURE, signature.hex()) == ("terms-1", expected.hex())
