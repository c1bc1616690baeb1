"""Explanations in words."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

import recommender.explaining
from index.store import Card, Decision, Verdict
from recommender.declaration import Limiting
from recommender.explaining import Reasons, sentences
from recommender.explaining.explanation import (
    Comparison,
    Moved,
    Part,
    PartName,
    Shared,
    Version,
)
from recommender.explaining.sentences import gave_way, telling
from recommender.relations import RELATIONS

WORDS = tomllib.loads(
    (Path(recommender.explaining.__file__).parent / "sentences.toml").read_text("utf-8")
)["en"]
CARD = Card(1, "a", None, "A title", "", None, "fr", None)
ALONE = Version("fr", None, "a", "fr", ())


def reasons(**given: object) -> Reasons:
    said: dict[str, object] = {
        "card": CARD, "place": 2, "reason": None, "score": 0.5, "relation": None,
        "parts": (), "moved": (), "decisions": (), "version": ALONE,
    }  # fmt: skip
    return Reasons(**{**said, **given})


@pytest.mark.parametrize(
    ("table", "names"),
    [("limits", get_args(Limiting)), ("relations", RELATIONS), ("parts", get_args(PartName))],
)
def test_there_are_words_for_everything_that_is_named(table: str, names: tuple[str, ...]):
    """No limit, relation or part is without a name, and none has one too many."""
    assert sorted(WORDS[table]) == sorted(names)


def test_a_shown_story_says_where_it_stands_and_why():
    """Place, score, parts and shared words, in both spellings where they differ."""
    shared = (
        Shared("Tokyo", "Токио", 0.7, (), ()),
        Shared("312", "312", 0.3, (), ()),
    )
    said = sentences(reasons(parts=(Part("terms", 1.5, shared), Part("usual", -0.5))))

    assert said == [
        "Shown at place 2 with a score of 0.50.",
        "Its score of 0.50 comes from names and words in common (+1.50), "
        "less what any two articles have in common (-0.50).",
        "In common: Tokyo = Токио, 312.",
        "It is told in French only.",
    ]


@pytest.mark.parametrize("reason", WORDS["reasons"])
def test_a_story_that_is_not_shown_says_why_and_what_it_would_take(reason: str):
    """Every reason has words, followed by the score that is needed."""
    said = sentences(reasons(place=None, reason=reason, needed=0.625))

    assert said[0] == f"Not shown: {WORDS['reasons'][reason]}."
    assert "It would take a score of 0.625; it has 0.500." in said


def test_what_was_not_compared_says_what_would_have_become_of_it():
    """How many are nearer, and whether it would have been shown."""
    missed = Comparison(candidates=200, nearer=7, lowest=-0.1, place=3, reason=None)
    dropped = Comparison(candidates=200, nearer=7, lowest=-0.1, place=None, reason="beyond_k")

    first, second = (
        sentences(reasons(place=None, reason="not_compared", comparison=each))
        for each in (missed, dropped)
    )

    assert "Had it been compared, it would stand at place 3." in first
    assert any(sentence.startswith("Had it been compared, it would not") for sentence in second)


@pytest.mark.parametrize(
    ("moved", "sentence"),
    [
        (Moved("freshness", -0.02, 2), "Its age moves it down by 0.020."),
        (
            Moved("freshness", -0.02, 1),
            "Its age moves it down by 0.020. Without that it would stand at place 1.",
        ),
        (
            Moved("boosts", 0.1, None),
            "A boost moves it up by 0.100. Without that it would not be in the list.",
        ),
        (Moved("languages", -200.0, 2), "The order of languages decides its place."),
        (
            Moved("diversity", None, 4),
            "Its likeness to the stories above decides its place. "
            "Without that it would stand at place 4.",
        ),
    ],
)
def test_what_moved_it_is_told(moved: Moved, sentence: str):
    """How far, and where it would stand without, if that is elsewhere."""
    assert sentence in sentences(reasons(moved=(moved,)))


def test_an_editor_is_named_with_the_day_and_the_note():
    """Who pinned it where, when, and in which words."""
    at = datetime(2026, 11, 20, tzinfo=UTC)
    pin = Decision("p", "a", Verdict.PIN, at, position=2, by="mia", note="Same case.")
    block = Decision("p", "a", Verdict.BLOCK, at)

    said = sentences(reasons(decisions=(pin, block)))

    assert "Pinned to place 2 by mia on 2026-11-20: “Same case.”" in said
    assert "Blocked by an editor on 2026-11-20." in said


def test_a_version_says_for_whom_it_was_taken():
    """The reader's language, or none of them; and whose score it is."""
    wished = Version("fr", "fr", "b", "de", ("de",))
    other = Version("fr", None, "a", "fr", ("de", "pt-BR"))

    assert sentences(reasons(version=wished))[-2:] == [
        "Its version in French is taken, which the reader prefers; it is also told in German.",
        "The score is that of its version in German, which is nearest to the page.",
    ]
    assert "also told in German, Portuguese (Brazil)." in sentences(reasons(version=other))[-1]


def test_no_word_is_named_twice():
    """What adds most comes first; a word that is paired already is left out."""
    parts = (
        Part("pieces", 1.0, (Shared("dust", "poussière", 0.4, (), ()),)),
        Part(
            "terms", 2.0, (Shared("Dust", "dust", 0.5, (), ()), Shared("Ada", "Ada", 0.1, (), ()))
        ),
    )

    assert [(each.page, each.article) for each in telling(parts)] == [
        ("Dust", "dust"),
        ("Ada", "Ada"),
    ]


def test_limits_that_gave_way_are_named():
    """In the order in which they did."""
    assert gave_way(["per_tag", "languages"]) == (
        "To fill the list, the policy gave up at most so many with a tag, the mix of languages."
    )
