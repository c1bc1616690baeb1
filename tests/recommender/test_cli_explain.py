"""The command `recommender explain`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

PAGE = "asteria-capsule-lands-en"
FAR = "kaimura-alert-en"


def test_an_editor_reads_why_and_why_not(run: Callable[..., Result], home: Path):
    """Stories with their parts and shared words, what came next, and what was asked about."""
    result = run("--home", home, "explain", PAGE, "-k", 2, "--why-not", FAR)

    assert result.exit_code == 0, result.output
    shown, following = result.stdout.split("What came next")
    assert "what it is about" in shown
    assert "In common: " in shown
    following, asked = following.split("What you asked about")
    assert following.count("Not shown: ") == 10
    assert FAR in asked
    assert "Not shown: " in asked


def test_the_list_is_that_of_related(tell: Callable[..., Any]):
    """The same stories in the same order, for the same wishes."""
    wishes = (PAGE, "-k", 4, "--languages", "fr,de", "--policy", "magazine")
    related = tell("related", *wishes)

    explained = tell("explain", *wishes)

    assert [item["id"] for item in explained["items"]] == [item["id"] for item in related["items"]]
    assert explained["policy"] == related["policy"] == "magazine-1"


def test_other_languages_are_left_out_and_said_to_be(tell: Callable[..., Any]):
    """--only narrows the list, and whoever asks about another language hears of it."""
    explained = tell("explain", PAGE, "-k", 2, "--only", "en", "--why-not", "kelune-water-found-ru")

    assert {item["language"] for item in explained["items"]} == {"en"}
    (asked,) = explained["asked"]
    assert asked["explanation"]["reason"] in {"language_not_read", "not_compared"}


def test_an_unknown_article_is_refused_in_one_line(refused: Callable[..., str], home: Path):
    """The id that is not there is named."""
    assert "'nowhere'" in refused("--home", home, "explain", PAGE, "--why-not", "nowhere")


def test_help_teaches_what_bars_mean(run: Callable[..., Result]):
    """Steps, scores and examples."""
    result = run("explain", "--help")

    assert "three 0.875" in " ".join(result.stdout.split())
    assert f"recommender explain {PAGE}" in result.stdout
