"""Which pages are shown, and how."""

from collections.abc import Callable

import pytest

from eval.report.examples import chosen
from eval.report.side import Side, side_of
from eval.runs.run import Run


def side(run: Run) -> Side:
    return side_of(run, 100)


def test_no_story_is_shown_twice(demo_run: Run):
    """Worst, typical and best are different stories, and as bad and good as can be."""
    measured = side(demo_run)
    groups = {group.title: group.examples for group in chosen(measured)}

    seeds = [example.facts for examples in groups.values() for example in examples]
    assert len({facts.story for facts in seeds}) == len(seeds) == 15
    assert groups["Worst"][0].answers[0].value == min(measured.values.values())
    best = max(
        value
        for seed, value in measured.values.items()
        if demo_run.facts[seed].story not in {e.facts.story for e in groups["Worst"]}
    )
    assert groups["Best"][0].answers[0].value == pytest.approx(best)


def test_versions_of_a_story_are_one_example(hand_made: Callable[..., Run]):
    """Of a page in three languages one is shown, not three."""
    seeds = ["a.de", "a.fr", "a.en"]
    run = hand_made(dict.fromkeys(seeds, "b.de"), dict.fromkeys(seeds, "b.de"))

    assert [len(group.examples) for group in chosen(side(run))] == [1]


def test_marks_and_what_was_missed(hand_made: Callable[..., Run]):
    """A version of a related story counts; one in the page's language stands for a missed story."""
    run = hand_made({"a.de": "b.fr a.en c.de"}, {"a.de": "b.de d.fr d.de"})

    ((answered,),) = [example.answers for group in chosen(side(run)) for example in group.examples]
    assert [item.mark for item in answered.shown] == ["related", "own", ""]
    assert [facts.id for facts in answered.missed] == ["d.de"]


def test_many_missed_are_counted(hand_made: Callable[..., Run]):
    """Ten are shown and two counted."""
    related = " ".join(f"r{n}.de" for n in range(12))
    run = hand_made({"a.de": "x.de"}, {"a.de": related})

    answered = chosen(side(run))[0].examples[0].answers[0]
    assert (len(answered.missed), answered.more_missed) == (10, 2)


def test_a_seed_without_an_answer_is_an_empty_list(hand_made: Callable[..., Run]):
    """A judged page that was never answered is among the worst, and says so."""
    run = hand_made({"a": "b"}, {"a": "b", "c": "b"})

    worst = chosen(side(run))[0].examples[0]
    assert worst.facts.id == "c"
    assert worst.answers[0].shown == ()
    assert "no answer" in str(worst.answers[0].unfilled_reason)
