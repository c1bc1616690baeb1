"""Figures of small runs, counted by hand."""

from collections.abc import Callable, Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.quality.figure import DECLARED, HIDDEN, Figure
from eval.quality.news import first_share, first_shares
from eval.quality.releases import figures_of as of_releases
from eval.quality.sentences import articles_of, sentence_figures
from eval.quality.targets import Target
from eval.runs.run import Run

MakeRun = Callable[..., Run]
ANY = Target(at_least=0)


def values(figures: list[Figure]) -> Mapping[tuple[str, str, str], float]:
    return {(each.table, each.row, each.column): each.estimate.value for each in figures}


def test_linked_releases_are_counted_by_pair_of_languages(make_run: MakeRun):
    """In any version, and to the depth of the list."""
    judged = {"b-de": 1, "b-en": 1, "c-de": 1}
    run = make_run(
        {
            None: {"a-de": "b-en d-de", "e-de": "b-de d-de", "a-en": "b-de x-en", "e-en": "x-de"},
            "de": {"a-de": "b-de d-de", "e-de": "", "a-en": "b-de c-de", "e-en": "c-de d-de"},
        },
        dict.fromkeys(("a-de", "e-de", "a-en", "e-en"), judged),
        k=2,
        corpus={"de": 3, "en": 1},
    )

    found = values(of_releases(run, DECLARED, {"linked story, R@2, de → de": ANY}))

    assert found["reach", "linked story, R@2, de → de", DECLARED] == 0.25
    assert found[f"releases, {DECLARED}", "en", "de"] == 0.75
    # a half and all of the lists, where three quarters of the corpus would be fair
    assert found["shares", "de", f"list, {DECLARED}"] == pytest.approx(0.75 - 0.75)
    assert found["shares", "en", f"list, {DECLARED}"] == pytest.approx(0.25 - 0.25)


def test_sentences_of_an_article_are_one_cluster(make_run: MakeRun):
    """Each of three sentences of one article, with the other two as judgements, names it alike."""
    run = make_run(
        {None: {}},
        {"1-en": {"2-de": 1, "3-de": 1}, "2-en": {"1-de": 1, "3-de": 1}, "4-en": {"5-de": 1}},
    )

    assert articles_of(run) == {"1-en": "1", "2-en": "1", "4-en": "4"}


def test_the_weakest_language_is_named(make_run: MakeRun):
    """By hand: 1 and 1/2 into German, 1/2 and 0 into Thai, so 1/4 of the mean 1/2 is a half."""
    run = make_run(
        {
            None: {"1-en": "", "4-en": ""},
            "de": {"1-en": "2-de 3-de", "4-en": "9-de 5-de"},
            "th": {"1-en": "2-th 9-th", "4-en": "9-th 8-th"},
        },
        {
            "1-en": {"2-de": 1, "3-de": 1, "2-th": 1, "3-th": 1},
            "4-en": {"5-de": 1, "6-de": 1, "5-th": 1, "6-th": 1},
        },
        k=2,
    )
    weakest = "same article, weakest language over the mean"

    figures = sentence_figures([run], {weakest: ANY})

    assert figures[0].row == weakest
    assert figures[0].note == "th"
    assert figures[0].estimate.value == pytest.approx(0.5)
    assert values(figures)["sentences", "de", "R@2"] == 0.75
    assert values(figures)["sentences", "de", "over the mean"] == pytest.approx(1.5)


@given(st.integers(0, 7), st.integers(1, 7))
def test_a_share_among_fewer_is_that_of_all_draws(others: int, drawn: int):
    """The oracle draws every set of passages, and looks whether a nearer one is among them."""
    for nearer in range(others + 1):
        draws = list(combinations(range(others), min(drawn, others)))
        first = sum(all(place >= nearer for place in draw) for draw in draws)

        assert first_share(nearer, others, drawn) == pytest.approx(first / len(draws))


@pytest.fixture
def halves(make_run: MakeRun) -> Run:
    """Give three passages in two languages; the second is found behind a neighbour."""
    judged = {n: {f"news-{n}-2-de": 1, f"news-{n}-2-en": 1} for n in range(3)}
    return make_run(
        {
            None: {},
            "de": {
                "news-0-1-en": "news-0-1-de news-0-2-de news-1-2-de",
                "news-1-1-en": "news-2-2-de news-1-2-de",
                "news-2-1-en": "news-0-2-de",
            },
        },
        {f"news-{n}-1-en": judged[n] for n in range(3)},
    )


def test_the_nearest_second_half_is_looked_for(halves: Run):
    """First halves are no candidates, and what is not in the list counts 0."""
    assert first_shares(halves, "en", "de", 0) == [(0, 1.0), (1, 0.0), (2, 0.0)]


def test_neighbouring_passages_may_be_left_out(halves: Run):
    """They may be of the same article, and then are no mistake."""
    assert first_shares(halves, "en", "de", 1) == [(0, 1.0), (1, 1.0), (2, 0.0)]


def test_only_single_texts_promise_their_own_share(make_run: MakeRun):
    """Declared translations are shown in the page's language, and rightly so."""
    row = "own language over its corpus share, single texts shown"
    lists = dict.fromkeys(("a-de", "c-de"), "b-de")
    run = make_run({None: lists, "de": lists}, {seed: {"b-de": 1} for seed in lists})

    assert [each.row for each in of_releases(run, HIDDEN, {row: ANY}) if each.target] == [row]
    assert [each.row for each in of_releases(run, DECLARED, {row: ANY}) if each.target] == []
