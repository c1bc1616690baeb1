"""What all measures have in common."""

from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.errors import InvalidRun
from eval.measures import Aim, Measured, measure
from eval.measures.candidate_recall import candidate_recall
from eval.measures.coverage import catalogue_coverage, concentration
from eval.measures.diversity import intra_list_diversity
from eval.measures.duplicate_stories import duplicate_stories
from eval.measures.fill_rate import fill_rate, full_lists
from eval.measures.freshness import median_age, newer_share
from eval.measures.latency import latency
from eval.measures.own_language_share import candidate_own_language_share, own_language_share
from eval.measures.retrieval import candidate_retrieval, retrieval
from eval.measures.translation_leakage import candidate_translation_leakage, translation_leakage

QRELS = {"a.de": {"b.de": 1, "c.fr": 2}, "b.de": {"c.fr": 1}, "c.fr": {"a.de": 1}}
LANGUAGES = {"de": 50, "fr": 50}
ids = st.sampled_from([f"{story}.{language}" for story in "abcdef" for language in ("de", "fr")])
shown = st.fixed_dictionaries(
    dict.fromkeys(QRELS, st.lists(ids, unique=True, max_size=5).map(" ".join))
)


@given(shown, st.lists(st.integers(1, 5), min_size=1, unique=True))
@settings(max_examples=30, deadline=None)
def test_a_mean_is_that_of_its_seeds(make_run, shown, depths):
    """Each figure with values by seed is their mean, has a name of its own, and explains itself."""
    run = make_run(
        shown,
        QRELS,
        candidates=shown,
        within={"de": shown, "fr": shown},
        k=5,
        languages=LANGUAGES,
    )

    measured = measure(run, depths)

    assert len({each.name for each in measured}) == len(measured)
    for each in measured:
        assert each.explanation
        assert each.value is not None or each.note
        if each.by_seed:
            assert each.value == pytest.approx(fmean(each.by_seed.values()))


@given(shown, st.permutations(list(QRELS)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_answers_does_not_matter(make_run, shown, order):
    """Answers are looked up by seed."""
    run = make_run(shown, QRELS, k=5, languages=LANGUAGES)
    other = make_run({seed: shown[seed] for seed in order}, QRELS, k=5, languages=LANGUAGES)

    for each, alike in zip(measure(run), measure(other), strict=True):
        assert each.value == pytest.approx(alike.value)


def test_the_depth_is_the_runs_own_unless_others_are_asked_for(make_run):
    """Names say the depth."""
    run = make_run({"a.de": "b.de"}, QRELS, k=7)

    assert [each.name for each in measure(run)][:2] == ["nDCG@7", "RR@7"]
    assert [each.name for each in measure(run, (3, 7)) if "nDCG" in each.name] == [
        "nDCG@3",
        "nDCG@7",
    ]


def test_every_run_has_the_same_figures(make_run):
    """A run with less recorded has the same names, so that two stand side by side."""
    full = make_run(
        {"a.de": "b.de"}, QRELS, candidates={"a.de": "b.de"}, within={"de": {"a.de": "b.de"}}
    )
    poor = make_run({"a.de": ""}, QRELS)

    assert [each.name for each in measure(full)] == [each.name for each in measure(poor)]


MEASURES = [
    measure,
    lambda run: retrieval(run, [10]),
    candidate_retrieval,
    own_language_share,
    candidate_own_language_share,
    translation_leakage,
    candidate_translation_leakage,
    duplicate_stories,
    intra_list_diversity,
    catalogue_coverage,
    concentration,
    median_age,
    newer_share,
    fill_rate,
    full_lists,
    candidate_recall,
    latency,
]


@pytest.mark.parametrize("measured", MEASURES)
def test_an_empty_run_is_refused(make_run, measured):
    """Nothing was answered: that is an error and not the worst result, whatever is measured."""
    with pytest.raises(InvalidRun, match="the run 'a run' is empty"):
        measured(make_run({}, QRELS))


def test_a_run_within_languages_only_is_refused(make_run):
    """Most measures are of lists in any language."""
    with pytest.raises(InvalidRun, match="no answer in any language"):
        measure(make_run({}, QRELS, within={"de": {"a.de": "b.de"}}))


def test_a_seed_answered_twice_is_refused(make_run):
    """One of the answers would have been dropped silently."""
    run = make_run({"a.de": "b.de"}, QRELS)

    with pytest.raises(InvalidRun, match=r"answers 1 seeds twice, such as 'a\.de'"):
        measure(replace(run, answers=2 * run.answers))


def test_articles_without_facts_are_refused(make_run):
    """Without its story an article cannot be judged."""
    run = make_run({"a.de": "b.de"}, QRELS)
    known = {id_: facts for id_, facts in run.facts.items() if id_ != "b.de"}

    with pytest.raises(InvalidRun, match=r"knows nothing of the article 'b\.de'"):
        measure(replace(run, facts=known))


@pytest.mark.parametrize(("value", "by_seed"), [(float("nan"), None), (0.5, {"a": float("inf")})])
def test_a_figure_is_a_number(value, by_seed):
    """NaN would pass for a figure until somebody sorted by it."""
    with pytest.raises(InvalidRun, match="record the run again"):
        Measured("a measure", value, by_seed, Aim.HIGHER, "what it says")
