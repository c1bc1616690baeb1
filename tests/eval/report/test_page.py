"""The report as a whole, read as a browser reads it."""

import re
from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser

from eval.errors import Incomparable
from eval.report import report, side_by_side
from eval.runs.run import Run

ROUNDS = 200


@pytest.fixture(scope="module")
def one(demo_run: Run) -> str:
    return report(demo_run, ROUNDS)


@pytest.fixture(scope="module")
def two(demo_run: Run, poorer: Run) -> str:
    # enough draws for a p-value that stays small when it is corrected for all measures
    return side_by_side(demo_run, poorer, 2000)


def read(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def texts(page: str, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in read(page).css(selector)]


@pytest.mark.parametrize("page", ["one", "two"])
def test_contents_lead_to_sections(page: str, request: pytest.FixtureRequest):
    """The table of contents names each section by its heading, in their order."""
    tree = read(request.getfixturevalue(page))

    named = [(a.attributes["href"], a.text()) for a in tree.css("nav a")]
    sections = [(f"#{s.id}", s.css_first("h2").text()) for s in tree.css("main > section")]
    assert named == sections
    assert len(named) == 8


def test_each_measure_has_a_row_with_its_meaning(one: str):
    """Value, interval and explanation of nDCG stand in one row; a measure of the run has none."""
    rows = texts(one, "#measures tbody tr")

    ndcg = next(row for row in rows if row.startswith("nDCG@5"))
    assert re.search(r"higher is better gain of .* 0\.\d{3} 0\.\d{3} to 0\.\d{3}$", ndcg)
    coverage = next(row for row in rows if row.startswith("catalogue coverage"))
    assert coverage.endswith("–")


def test_the_share_of_the_corpus_is_told(one: str):
    """The own-language share has a target: what a reader of the figure must compare it with."""
    row = next(r for r in texts(one, "#measures tr") if r.startswith("own-language share@5"))

    assert re.search(r"target 0\.2\d\d", row)


def test_what_cannot_be_computed_is_a_dash(hand_made: Callable[..., Run]):
    """Without vectors there is no diversity; the row says so and why."""
    page = report(hand_made({"a": "b"}, {"a": "b"}), ROUNDS)

    row = next(r for r in texts(page, "#measures tr") if r.startswith("intra-list diversity"))
    assert "no similarity was recorded" in row
    assert row.endswith("– –")


def test_titles_say_their_language(one: str, demo_run: Run):
    """Each title has the language of its article and finds its own direction."""
    languages = {facts.title: facts.language for facts in demo_run.facts.values()}
    titles = read(one).css("cite")

    assert {title.attributes["dir"] for title in titles} == {"auto"}
    shown = {title.text().strip(): title.attributes["lang"] for title in titles}
    assert shown == {title: languages[title] for title in shown}
    assert set(shown.values()) == {"ar", "en", "hi", "zh"}


def test_a_run_without_matrix_says_how_to_get_one(hand_made: Callable[..., Run]):
    """No empty table, but the option that records a matrix."""
    page = report(hand_made({"a": "b"}, {"a": "b"}), ROUNDS)

    assert not read(page).css(".heatmap")
    assert "--matrix" in texts(page, "#matrix p")[0]


def test_without_dates_there_are_no_dates(hand_made: Callable[..., Run]):
    """An article without a date has none in the report."""
    undated = {"a": {"published_at": None}, "b": {"published_at": None}}
    run = hand_made({"a": "b"}, {"a": "b"}, told=undated)

    assert not read(report(run, ROUNDS)).css("time")


def test_short_lists_are_counted_with_their_reason(hand_made: Callable[..., Run]):
    """Two of two lists are short, both for the same reason."""
    run = hand_made(
        {"a": "b", "b": ""},
        {"a": "b", "b": "a"},
        recorded={"unfilled_reason": "catalogue_exhausted"},
    )
    page = report(run, ROUNDS)

    assert texts(page, "#short .lead")[0].startswith("2 of 2 lists of by hand hold fewer than 3.")
    assert texts(page, "#short tbody tr") == ["catalogue_exhausted 2"]


def test_nothing_shown_at_all_is_reported(hand_made: Callable[..., Run]):
    """A system that shows nothing gets a report that says so."""
    page = report(hand_made({"a": "", "b": ""}, {"a": "b", "b": "a"}), ROUNDS)

    assert "Nothing was shown." in texts(page, "#reliability p")
    assert set(texts(page, ".answer > p.nothing")) == {"Nothing was shown."}


def test_warnings_and_origin_are_told(hand_made: Callable[..., Run]):
    """Model, digests, settings and versions are there, and what was left out."""
    run = hand_made({"a": "b"}, {"a": "b"}, warnings=("7 seeds are not in the catalogue",))
    page = report(run, ROUNDS)

    assert texts(page, ".warning li") == ["7 seeds are not in the catalogue"]
    rows = texts(page, "#origin tr")
    assert {"model static-v1", "corpus digest c0", "minimum_score 0.15", "python 3.11"} <= set(rows)


def test_two_runs_have_three_heat_maps(two: str):
    """Before, after, and the difference."""
    titles = texts(two, ".heatmap figcaption strong")

    assert titles == ["R@5 of engine", "R@5 of poorer", "Change of R@5"]


def test_movers_show_both_lists(two: str, demo_run: Run, poorer: Run):
    """Each page that moved shows what both runs answered, in their order."""
    tree = read(two)
    example = tree.css_first(".example")
    title = example.css_first("summary cite").text().strip()
    seed = next(id_ for id_, facts in demo_run.facts.items() if facts.title == title)

    both = [[c.text().strip() for c in each.css(".shown cite")] for each in example.css(".answer")]
    lists = [[run.facts[id_].title for id_ in run.lists[seed]] for run in (demo_run, poorer)]
    assert both == lists


def test_the_headline_gives_the_verdict(two: str):
    """Without any related story lists are worse, and that is beyond chance."""
    assert texts(two, "h1") == ["poorer is worse than engine"]
    assert texts(two, ".sentences li")[0].startswith("nDCG@5 went from 0.")


def test_what_differs_is_marked(two: str):
    """Of where the runs come from, only the name differs."""
    assert texts(two, "#origin tr.differs") == ["name engine poorer"]


def test_runs_of_one_name_are_told_apart(demo_run: Run):
    """A run beside itself is before and after, and no page moved."""
    page = side_by_side(demo_run, demo_run, ROUNDS)

    assert texts(page, "h1") == ["engine (after) and engine (before): no difference beyond chance"]
    assert texts(page, "#examples .lead")[-1] == "No page changed."


def test_incomparable_runs_are_refused(two_languages: Run, hand_made: Callable[..., Run]):
    """Other articles, other questions: there is no comparison to be shown."""
    with pytest.raises(Incomparable, match="different articles"):
        side_by_side(two_languages, hand_made({"a": "b"}, {"a": "b"}, corpus_digest="c1"))


def test_the_same_run_gives_the_same_report(one: str, demo_run: Run):
    """Nothing in it is left to chance or to the clock."""
    assert report(demo_run, ROUNDS) == one
