"""How lists and judgements of articles become those of stories."""

from dataclasses import replace

import pytest

from eval.errors import InvalidRun
from eval.measures.folding import fold_lists, fold_qrels


def test_a_story_stands_where_its_first_version_stood(make_run):
    """Later versions give way, so that those behind move up."""
    run = make_run({"a.de": "b.de c.fr b.fr d.de c.de"})

    assert fold_lists(run, run.lists) == {"a.de": ["b", "c", "d"]}


def test_a_leaked_translation_keeps_its_place(make_run):
    """The seed's own story costs the place that it took."""
    run = make_run({"a.de": "a.fr b.de"})

    assert fold_lists(run, run.lists) == {"a.de": ["a", "b"]}


def test_a_story_has_the_highest_grade_of_its_versions(make_run):
    """Whoever judged one version judged the story."""
    run = make_run({}, {"a.de": {"b.de": 1, "b.fr": 3, "b.it": 0, "c.de": 0}})

    assert fold_qrels(run, run.qrels) == {"a.de": {"b": 3, "c": 0}}


def test_the_own_story_is_never_relevant(make_run):
    """A seed judged related to its translation alone has nothing that could be found."""
    run = make_run({}, {"a.de": {"a.fr": 1}, "b.de": {"b.fr": 2, "c.fr": 1}})

    assert fold_qrels(run, run.qrels) == {"b.de": {"c": 1}}


def test_grades_below_zero_are_not_relevant(make_run):
    """TREC marks spam with negative grades; trec_eval would take some of them for unjudged."""
    run = make_run({}, {"a.de": {"b.de": -2, "c.de": 1}, "d.de": {"e.de": -1}})

    assert fold_qrels(run, run.qrels) == {"a.de": {"b": 0, "c": 1}}


def test_an_unknown_article_is_named(make_run):
    """A run that shows what it has no facts of cannot be judged."""
    run = replace(make_run({"a.de": "b.de"}), facts={})

    with pytest.raises(InvalidRun, match=r"nothing of the article 'b\.de'"):
        fold_lists(run, run.lists)
