"""Shares of lists: own language, own story, and repeated stories."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.errors import InvalidRun
from eval.measures.duplicate_stories import duplicate_stories
from eval.measures.own_language_share import candidate_own_language_share, own_language_share
from eval.measures.translation_leakage import candidate_translation_leakage, translation_leakage

ids = st.builds(".".join, st.tuples(st.sampled_from("abcdef"), st.sampled_from(["de", "fr"])))
lists = st.dictionaries(ids, st.lists(ids, unique=True).map(" ".join), min_size=1)


def test_own_language_by_hand(make_run):
    """One of two German and three of four French, in a corpus of 9 and 1; place 5 is past k."""
    run = make_run(
        {"a.de": "b.de c.fr", "d.fr": "e.fr f.fr g.de h.fr i.fr", "j.fr": ""},
        k=4,
        languages={"de": 90, "fr": 10},
    )

    measured = own_language_share(run)

    assert measured.name == "own-language share@4"
    assert measured.by_seed == {"a.de": 1 / 2, "d.fr": 3 / 4}
    assert measured.value == pytest.approx(5 / 8)
    assert measured.target == pytest.approx((0.9 + 0.1) / 2)
    assert measured.note == "1 seeds with an empty list left out"


def test_candidates_show_what_the_rules_hide(make_run):
    """The shown are all German, the first two candidates half."""
    run = make_run({"a.de": "b.de c.de"}, candidates={"a.de": "b.de c.fr c.de"}, k=2)

    assert own_language_share(run).value == 1
    assert candidate_own_language_share(run).value == 1 / 2


def test_a_language_that_the_corpus_does_not_count_is_refused(make_run):
    """A target of 0 would make any list look biased."""
    with pytest.raises(InvalidRun, match=r"no articles in 'it', the language of its seed 'a\.it'"):
        own_language_share(make_run({"a.it": "b.it"}))


def test_leakage_by_hand(make_run):
    """One of four is the page in French, and of the first four candidates two are the page."""
    run = make_run(
        {"a.de": "b.de a.fr c.de d.de", "b.de": "c.de"},
        candidates={"a.de": "a.fr a.it b.de c.de a.en", "b.de": "c.de"},
        k=4,
    )

    assert translation_leakage(run).by_seed == {"a.de": 1 / 4, "b.de": 0}
    assert candidate_translation_leakage(run).by_seed == {"a.de": 1 / 2, "b.de": 0}


def test_repeated_stories_and_titles_by_hand(make_run):
    """Repeated are b in French and the title of c; the same title in French is another text."""
    told = {
        "c.de": {"title": "Das  Wetter "},
        "d.de": {"title": "DAS WETTER"},
        "e.fr": {"title": "Das Wetter"},
    }
    run = make_run({"a.de": "b.de b.fr c.de d.de e.fr"}, told=told)

    assert duplicate_stories(run).value == pytest.approx(2 / 5)


def test_empty_titles_are_not_alike(make_run):
    """Two articles without a title have nothing in common by that."""
    run = make_run({"a.de": "b.de c.de"}, told={"b.de": {"title": ""}, "c.de": {"title": " "}})

    assert duplicate_stories(run).value == 0


def test_a_story_shown_three_times_repeats_twice(make_run):
    """Each repetition counts, and a repetition by story and title counts once."""
    same = {"title": "One"}
    run = make_run({"a.de": "b.de b.fr b.it"}, told=dict.fromkeys(["b.de", "b.fr", "b.it"], same))

    assert duplicate_stories(run).value == pytest.approx(2 / 3)


SHARES = [
    own_language_share,
    translation_leakage,
    candidate_translation_leakage,
    duplicate_stories,
]


def test_the_pages_translations_do_not_count_as_found(make_run):
    """Of the candidates b in German and French, half is in the page's language."""
    run = make_run({"a.de": ""}, candidates={"a.de": "a.fr a.it b.de b.fr"})

    assert candidate_own_language_share(run).value == 1 / 2


@pytest.mark.parametrize("share", SHARES)
@given(lists=lists)
@settings(max_examples=30, deadline=None)
def test_shares_lie_between_0_and_1(make_run, share, lists):
    """Each seed with a list has a share, and no other has."""
    measured = share(make_run(lists, candidates=lists, k=4))

    assert measured.by_seed.keys() == {seed for seed, shown in lists.items() if shown}
    assert all(0 <= value <= 1 for value in measured.by_seed.values())


@pytest.mark.parametrize("share", [own_language_share, translation_leakage])
@given(lists=lists, random=st.randoms())
@settings(max_examples=30, deadline=None)
def test_order_within_the_list_does_not_matter(make_run, share, lists, random):
    """These shares are of the list as a whole."""
    shuffled = {seed: shown.split() for seed, shown in lists.items()}
    for shown in shuffled.values():
        random.shuffle(shown)
    other = make_run({seed: " ".join(shown) for seed, shown in shuffled.items()}, k=12)

    assert share(other) == share(make_run(lists, k=12))


@given(lists=lists)
@settings(max_examples=30, deadline=None)
def test_folded_lists_repeat_nothing(make_run, lists):
    """A list that shows each story once, with a title of its own, has no duplicates."""
    once = {
        seed: " ".join({id_[0]: id_ for id_ in shown.split()}.values())
        for seed, shown in lists.items()
    }

    assert not any(duplicate_stories(make_run(once)).by_seed.values())


@pytest.mark.parametrize("share", [candidate_own_language_share, candidate_translation_leakage])
def test_without_candidates_nothing_is_said_of_them(make_run, share):
    """What was not recorded is not 0."""
    measured = share(make_run({"a.de": "b.de"}))

    assert (measured.value, measured.note) == (None, "the run recorded no such lists")
