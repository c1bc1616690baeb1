"""Translations that the engine is not told of."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.datasets import linked
from eval.quality.hidden import revealed, stories_of, without_keys
from eval.quality.questions import RELEASES, RELEASES_HIDDEN, Question
from eval.quality.recording import Workplace
from eval.runs.run import Run

Place = Callable[..., Workplace]


def test_no_key_is_left(data: Path):
    """The articles are the same otherwise, and so are the judgements."""
    declared = linked.SOURCE.load(data)
    hidden = without_keys(declared)

    texts = [(each.id, each.text) for each in declared.articles()]
    assert [(each.id, each.text) for each in hidden.articles()] == texts
    assert {each.translation_key for each in hidden.articles()} == {None}
    assert hidden.qrels == declared.qrels
    assert stories_of(declared)["s3-it"] == "s3"


def test_the_pages_own_story_leaves_the_lists(make_run: Callable[..., Run]):
    """The others move up, in candidates, too, and stand in their true stories."""
    run = make_run({None: {"p-de": "q-fr x-fr y-de"}}, {"p-de": {"x-fr": 1}}, k=3)
    stories = {"p-de": "page", "q-fr": "page", "x-fr": "linked", "y-de": "linked"}

    judged = revealed(run, stories, 2)

    assert judged.lists == {"p-de": ["x-fr", "y-de"]}
    assert judged.candidates == {"p-de": ["x-fr", "y-de"]}
    assert {id_: facts.story for id_, facts in judged.facts.items()} == stories
    assert judged.manifest.k == 2


@pytest.fixture
def raw() -> Question:
    """Return the question with hidden translations, unjudged."""
    return replace(RELEASES_HIDDEN, name="raw", judge=lambda run, _: run)


def test_the_engine_does_not_know_them(place: Place, raw: Question):
    """It shows a page its own translations, first, which it never does when they are declared."""
    hidden, declared = place().recorded(raw), place().recorded(RELEASES)

    assert {id_.split("-")[0] for id_ in hidden.lists["s0-de"][:3]} == {"s0"}
    assert "s0" not in {id_.split("-")[0] for id_ in declared.lists["s0-de"]}
    assert {facts.story for facts in hidden.facts.values()} == set(hidden.facts)


def test_hidden_translations_are_judged_by_story(place: Place):
    """A version of the linked release is found, whichever, and the page's own are gone."""
    run = place().recorded(RELEASES_HIDDEN)

    assert all(run.facts[i].story != "s0" for i in run.lists["s0-de"])
    assert run.facts[run.lists["s0-de"][0]].story == "s1"
