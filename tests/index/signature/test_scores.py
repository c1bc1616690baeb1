"""How alike two signatures are, in terms, numbers and pieces."""

import math
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.signature import (
    EMPTY,
    Signatures,
    Words,
    number_scores,
    piece_scores,
    sign,
    signatures_of,
    term_scores,
)
from index.signature.idf import idf
from index.signature.pieces import directions
from index.signature.terms import terms

GERMAN = "Der Bundesrat will die Neutralität der Schweiz wahren, sagte Ignazio Cassis in Genf."
ENGLISH = "Switzerland's neutrality is to stay, Ignazio Cassis said in Geneva."
OTHER = "Schoolchildren planted two hundred oaks along the river near Bergen."
RUSSIAN = "Игнацио Кассис выступил в Женеве."
ALL = [GERMAN, OTHER, "", ENGLISH, RUSSIAN]
WORDS = st.lists(
    st.sampled_from([*" ".join(ALL).split(), "1'500", "1500", "10.6.2009", "2009-06-10"]),
    min_size=1,
)
TEXTS = st.one_of(st.text(max_size=300), WORDS.map(" ".join))
NOTHING = signatures_of([EMPTY])
DAY = datetime(2009, 6, 10, tzinfo=UTC)


def of(*texts: str) -> Signatures:
    return signatures_of(sign([Words("", "", text) for text in texts]))


@settings(deadline=None, max_examples=50)
@given(TEXTS, TEXTS)
def test_likeness_is_mutual(one: str, other: str):
    """Either may be the page."""
    assert term_scores(of(one), of(other)) == pytest.approx(term_scores(of(other), of(one)))
    assert number_scores(of(one), of(other)) == pytest.approx(number_scores(of(other), of(one)))
    assert piece_scores(of(one), of(other)) == pytest.approx(
        piece_scores(of(other), of(one)), abs=1e-5
    )


@settings(deadline=None, max_examples=50)
@given(TEXTS, TEXTS)
def test_likeness_is_bounded(one: str, other: str):
    """Terms and pieces by 1, numbers by 17 days that are shared."""
    assert 0 <= term_scores(of(one), of(other)) <= 1
    assert 0 <= piece_scores(of(one), of(other)) <= 1 + 1e-5
    assert 0 <= number_scores(of(one), of(other)) <= math.log1p(17 * math.log(4000) ** 2 / 50)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_a_text_is_as_much_like_itself_as_can_be(text: str):
    """Terms and pieces score 1, or 0 for a text that says nothing."""
    itself = of(text)
    told = [int(each.weights.any()) for each in (itself.terms, itself.pieces)]

    assert term_scores(itself, itself) == pytest.approx(told[0], abs=1e-5)
    assert piece_scores(itself, itself) == pytest.approx(told[1], abs=1e-3)


@pytest.mark.parametrize("score", [term_scores, number_scores, piece_scores])
def test_the_empty_signature_is_like_nothing(score):
    """Nor like itself."""
    candidates = signatures_of([EMPTY, *sign([Words("", "", f"{GERMAN} 1'500", DAY)])])

    assert not score(NOTHING, candidates).any()
    assert not score(candidates, NOTHING).any()


@pytest.mark.parametrize("score", [term_scores, number_scores, piece_scores])
def test_each_candidate_gets_its_own_score(score):
    """Many at once score as they do one by one, in float32."""
    texts = [f"{text} {number}" for text in ALL for number in ("1'500", "2.5", "")]
    scores = score(of(f"{ENGLISH} 1500"), of(*texts))

    assert scores.dtype == np.float32
    assert scores.ravel() == pytest.approx(
        [score(of(f"{ENGLISH} 1500"), of(text)).item() for text in texts], abs=1e-5
    )


@pytest.mark.parametrize("score", [term_scores, number_scores, piece_scores])
def test_each_version_of_a_page_scores_by_itself(score):
    """One row each, in their order: whoever asks may take the mean, or leave out some pairs."""
    page = [f"{GERMAN} 1500", f"{ENGLISH} 1500 3500", "3500"]
    candidates = of(*page, *ALL * 200)
    scores = score(of(*page), candidates)

    assert scores.shape == (3, 1003)
    for found, text in zip(scores, page, strict=True):
        assert found == pytest.approx(score(of(text), candidates)[0], abs=1e-5)


@pytest.mark.parametrize("score", [term_scores, number_scores, piece_scores])
def test_nothing_gets_no_scores(score):
    """Neither without candidates nor without versions, and no error."""
    assert score(of(GERMAN), of()).shape == (1, 0)
    assert score(of(), of(GERMAN)).shape == (0, 1)


def test_texts_without_a_common_term_score_0():
    """Exactly 0, not a little."""
    assert term_scores(of(GERMAN), of(OTHER)) == 0


def test_names_tie_languages_together():
    """One person in one town, told in German, English and Russian."""
    assert term_scores(of(GERMAN), of(ENGLISH)) > 0.2
    assert term_scores(of(ENGLISH), of(RUSSIAN)) > 0.1


def test_terms_score_the_cosine_of_weighted_counts():
    """As worked out term by term, up to the rounding of weights to 8 bits."""
    weights = [
        {term: (1 + math.log(often)) * idf(np.array([term], np.uint32))[0]
         for term, often in terms(text).items()}
        for text in (GERMAN + GERMAN, ENGLISH)
    ]  # fmt: skip
    products = sum(weight * weights[1].get(term, 0) for term, weight in weights[0].items())
    lengths = [math.sqrt(sum(weight**2 for weight in each.values())) for each in weights]

    assert term_scores(of(GERMAN + GERMAN), of(ENGLISH)) == pytest.approx(
        products / lengths[0] / lengths[1], abs=0.005
    )


def test_pieces_score_by_the_nearest_of_the_other_side():
    """As worked out piece by piece, in both directions."""
    page, candidate = of(GERMAN), of(RUSSIAN)
    rows = directions()
    (ours, theirs), (weights, their_weights) = (
        [side.pieces.keys[0] for side in (page, candidate)],
        [side.pieces.weights[0] for side in (page, candidate)],
    )
    there = sum(
        weight * max(0, max(rows[piece] @ rows[each] for each in theirs))
        for piece, weight in zip(ours, weights, strict=True)
    )
    back = sum(
        weight * max(0, max(rows[piece] @ rows[each] for each in ours))
        for piece, weight in zip(theirs, their_weights, strict=True)
    )

    assert piece_scores(page, candidate) == pytest.approx((there + back) / 2, abs=1e-5)


@pytest.mark.parametrize(
    "translation",
    [
        "Im Spital fehlen Krankenschwestern und Medikamente.",
        "В больнице не хватает медсестёр и лекарств.",
        "医院缺少护士和药品。",
        "المستشفى يعاني من نقص الممرضات والأدوية.",
    ],
)
def test_pieces_tie_languages_together_without_a_common_word(translation: str):
    """A translation is nearer than a text about something else in the same language."""
    page = of("The hospital lacks nurses and medicines.")
    elsewhere = {
        "I": "Am Sonntag gewann die Mannschaft das Rennen im Schnee.",
        "В": "В воскресенье команда выиграла гонку на снегу.",
        "医": "球队星期天赢得了雪地比赛。",
        "ا": "فاز الفريق بالسباق على الثلج يوم الأحد.",
    }[translation[0]]
    near, far = piece_scores(page, of(translation, elsewhere))[0]

    assert near > far + 0.05
