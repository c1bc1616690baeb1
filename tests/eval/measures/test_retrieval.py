"""Whether the figures are those of trec_eval, and those of a hand with a pencil."""

from math import log2

import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.errors import InvalidRun
from eval.measures.retrieval import candidate_retrieval, retrieval, score

ITEMS = [f"item {number}" for number in range(12)]
lists = st.lists(st.sampled_from(ITEMS), unique=True)
grades = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 4), min_size=1).filter(
    lambda judged: any(judged.values())
)
seeds = st.dictionaries(st.sampled_from("abcdef"), st.tuples(lists, grades), min_size=1)
depths = st.integers(1, 14)


def by_counting(ranked: list[str], judged: dict[str, int], depth: int) -> dict[str, float]:
    """The measures as their definitions read, for one seed."""
    gains = [judged.get(item, 0) for item in ranked[:depth]]
    ideal = sorted(judged.values(), reverse=True)[:depth]
    relevant = sum(grade > 0 for grade in judged.values())
    places = [place for place, gain in enumerate(gains, start=1) if gain > 0]
    discounted = [
        sum(gain / log2(place + 1) for place, gain in enumerate(some, start=1))
        for some in (gains, ideal)
    ]
    return {
        "nDCG": discounted[0] / discounted[1],
        "RR": 1 / places[0] if places else 0,
        "R": len(places) / relevant,
        "P": len(places) / depth,
        "AP": sum((n + 1) / place for n, place in enumerate(places)) / relevant,
    }


def values(measured) -> dict[str, float]:
    return {each.name: each.value for each in measured}


@given(seeds, depths)
@settings(deadline=None)
def test_scores_equal_counting(judged_lists, depth):
    """Every measure of every seed is what its definition gives."""
    ranked = {seed: each[0] for seed, each in judged_lists.items()}
    qrels = {seed: each[1] for seed, each in judged_lists.items()}

    scored = score(ranked, qrels, depth, ["nDCG", "RR", "R", "P", "AP"])

    for seed in qrels:
        expected = by_counting(ranked[seed], qrels[seed], depth)
        assert {name: scored[name][seed] for name in scored} == pytest.approx(expected)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_measures_equal_trec_eval(make_run, judged_lists):
    """The means over a run of untranslated articles are those that trec_eval prints."""
    shown = {f"seed {seed}".replace(" ", "-"): each for seed, each in judged_lists.items()}
    names = {item: item.replace(" ", "-") for item in ITEMS}
    qrels = {s: {names[i]: g for i, g in each[1].items()} for s, each in shown.items()}
    ranked = {s: [names[i] for i in each[0]] for s, each in shown.items()}
    run = make_run({s: " ".join(ids) for s, ids in ranked.items()}, qrels, k=20)

    measured = values(retrieval(run, [5, 20]))

    evaluator = pytrec_eval.RelevanceEvaluator(
        qrels, {"ndcg_cut.5,20", "recall.5,20", "P.5,20", "map", "recip_rank"}
    )
    scores = {
        s: {id_: 1 / (n + 1) for n, id_ in enumerate(ids)} for s, ids in ranked.items() if ids
    }
    printed = evaluator.evaluate(scores)
    titles = {"nDCG": "ndcg_cut_", "R": "recall_", "P": "P_"}
    trec = {f"{name}@{d}": f"{titles[name]}{d}" for name in titles for d in (5, 20)}
    for title, theirs in {**trec, "AP@20": "map", "RR@20": "recip_rank"}.items():
        mean = sum(printed[s][theirs] for s in printed) / len(qrels)
        assert measured[title] == pytest.approx(mean)


def test_figures_by_hand(make_run):
    """Of three related stories, graded 3, 1 and 1, the list has the third and first."""
    run = make_run(
        {"a.de": "x.de d.fr y.de b.de"},
        {"a.de": {"b.de": 3, "c.de": 1, "d.de": 1, "x.de": 0}},
        k=4,
    )

    assert values(retrieval(run, [2, 4])) == pytest.approx(
        {
            "nDCG@2": (1 / log2(3)) / (3 + 1 / log2(3)),
            "RR@2": 1 / 2,
            "R@2": 1 / 3,
            "P@2": 1 / 2,
            "AP@2": 1 / 2 / 3,
            "nDCG@4": (1 / log2(3) + 3 / log2(5)) / (3 + 1 / log2(3) + 1 / 2),
            "RR@4": 1 / 2,
            "R@4": 2 / 3,
            "P@4": 2 / 4,
            "AP@4": (1 / 2 + 2 / 4) / 3,
        }
    )


def test_any_version_of_a_story_is_a_hit(make_run):
    """Judged in German and shown in French is found, once."""
    run = make_run({"a.de": "b.fr b.it"}, {"a.de": {"b.de": 1, "c.de": 1}}, k=2)

    assert values(retrieval(run, [2])) == pytest.approx(
        {"nDCG@2": 1 / (1 + 1 / log2(3)), "RR@2": 1, "R@2": 0.5, "P@2": 0.5, "AP@2": 0.5}
    )


def test_rank_decides_and_not_the_score(make_run):
    """All hits of this run have one score; trec_eval would have sorted them by name."""
    run = make_run({"a": "b y z"}, {"a": {"b": 1}}, k=3)

    assert values(retrieval(run, [3]))["RR@3"] == 1


def test_seeds_without_a_list_count_zero(make_run):
    """No answer and an empty one are both the worst there is, and the note counts them."""
    run = make_run({"a": "b", "c": ""}, {"a": {"b": 1}, "c": {"b": 1}, "d": {"b": 1}})

    recall = next(each for each in retrieval(run, [10]) if each.name == "R@10")

    assert recall.by_seed == {"a": 1, "c": 0, "d": 0}
    assert recall.value == pytest.approx(1 / 3)
    assert recall.note == "2 judged seeds without a list counted as 0"


def test_seeds_that_nothing_could_be_found_for_are_left_out(make_run):
    """A seed with only its translation judged says nothing, and the note counts it."""
    run = make_run({"a.de": "b.de", "c.de": "b.de"}, {"a.de": {"b.de": 1}, "c.de": {"c.fr": 1}})

    precision = next(each for each in retrieval(run, [10]) if each.name == "P@10")

    assert precision.by_seed == {"a.de": 0.1}
    assert precision.note == "1 judged seeds without another related story left out"


def test_candidates_are_measured_deeper(make_run):
    """The candidates hold the hundredth story, and the one after it does not count."""
    near = " ".join(f"n{number}" for number in range(99))
    run = make_run({"a": "n1"}, {"a": {"b": 1, "c": 1}}, candidates={"a": f"{near} b c"})

    measured = candidate_retrieval(run)

    assert (measured.name, measured.value) == ("candidate R@100", 0.5)


def test_a_run_without_candidates_has_no_candidate_recall(make_run):
    """What was not recorded is not 0."""
    measured = candidate_retrieval(make_run({"a": "b"}, {"a": {"b": 1}}))

    assert (measured.value, measured.note) == (None, "the run recorded no candidates")


@pytest.mark.parametrize("depth", [0, 11])
def test_depths_beyond_the_lists_are_refused(make_run, depth):
    """Recall@11 of lists of ten would be recall@10 under another name."""
    with pytest.raises(InvalidRun, match=f"depth {depth}: the run's lists are of 10"):
        retrieval(make_run({"a": "b"}, {"a": {"b": 1}}), [depth])


@pytest.mark.parametrize("qrels", [{}, {"a.de": {"a.fr": 1}}])
def test_a_run_without_judgements_is_refused(make_run, qrels):
    """A mean over no seeds is not 0."""
    with pytest.raises(InvalidRun, match="no seed with a related story besides its own"):
        retrieval(make_run({"a.de": "b.de"}, qrels), [10])
