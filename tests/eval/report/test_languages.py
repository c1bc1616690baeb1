"""The main measure by language, and what changed in it."""

from collections.abc import Callable

import pytest

from eval.report.languages import by_language
from eval.report.side import side_of
from eval.runs.run import Run

ROUNDS = 500


def test_means_by_language(two_languages: Run):
    """The French page has a perfect list; of the German ones one does, and one has nothing."""
    rows = by_language([side_of(two_languages, ROUNDS)])

    assert [(row.language, row.estimates[0].n) for row in rows] == [("fr", 1), ("de", 2)]
    assert [row.estimates[0].mean for row in rows] == pytest.approx([1, 0.5])


def test_one_story_has_no_interval(two_languages: Run):
    """An interval needs two stories."""
    french, german = by_language([side_of(two_languages, ROUNDS)])

    assert french.estimates[0].low is None
    assert german.estimates[0].low is not None


@pytest.fixture
def many(hand_made: Callable[..., Run]) -> Callable[..., Run]:
    """Twelve pages each in German and French; those in `found` show the related story."""

    def make(*found: str) -> Run:
        seeds = [f"s{n}.{language}" for n in range(12) for language in ("de", "fr")]
        lists = {s: "r.en" if s[-2:] in found else "n.en" for s in seeds}
        return hand_made(lists, dict.fromkeys(seeds, "r.en"), told={"n.en": {"title": "No"}})

    return make


def test_a_language_that_lost_is_named(many: Callable[..., Run]):
    """All French pages lost the related story and all German ones kept it."""
    sides = [side_of(many("de", "fr"), ROUNDS), side_of(many("de"), ROUNDS)]

    verdicts = {row.language: row.change.verdict for row in by_language(sides) if row.change}
    assert verdicts == {"de": "no difference", "fr": "worse"}


def test_changes_are_corrected_for_their_number(many: Callable[..., Run]):
    """With two languages tested, the smaller p-value counts twice (Holm)."""
    sides = [side_of(many("de", "fr"), 10_000), side_of(many("de"), 10_000)]

    french = next(row.change for row in by_language(sides) if row.language == "fr")
    assert french is not None
    assert french.difference is not None
    assert french.p == pytest.approx(2 * french.difference.p)
