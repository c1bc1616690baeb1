"""Editors' decisions from the command line."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from index.store import Store
from recommender.bootstrap import STORE_FILE
from recommender.demo.articles import SAMPLES

ARTICLES = {a["id"]: a for a in map(json.loads, SAMPLES.read_text("utf-8").splitlines())}
PAGE, TRANSLATION = "asteria-capsule-lands-en", "asteria-capsule-lands-zh"
FAR, NEAR = "dorin-cash-es", "asteria-price-debate-es"

Refused = Callable[..., str]
Tell = Callable[..., Any]


def ids(answer: dict[str, Any]) -> list[str]:
    return [item["id"] for item in answer["items"]]


def test_a_pin_and_a_block_hold_in_the_next_answer(tell: Tell):
    """The pinned story is marked, at its position; the blocked one is gone."""
    before = ids(tell("related", PAGE, "-k", 3))
    assert before[0] == NEAR

    tell("decide", "pin", PAGE, FAR, "--position", 2)
    tell("decide", "block", PAGE, NEAR)

    items = tell("related", PAGE, "-k", 3)["items"]
    assert [item["id"] for item in items] == [before[1], FAR, before[2]]
    assert [item["pinned"] for item in items] == [False, True, False]


def test_page_and_article_may_be_named_by_address(tell: Tell):
    """As for related stories; what is kept are their ids."""
    kept = tell("decide", "approve", ARTICLES[PAGE]["url"], f"{ARTICLES[FAR]['url']}?utm_source=x")

    assert (kept["seed"], kept["article"], kept["decision"]) == (PAGE, FAR, "approve")


def test_a_decision_says_what_was_kept(run: Callable[..., Result], home: Path):
    """In a line for people."""
    result = run("--home", home, "decide", "block", PAGE, FAR)

    assert result.stdout == f"decision 1: block '{FAR}' under '{PAGE}'\n"


def test_related_says_which_stories_are_pinned(run: Callable[..., Result], home: Path, tell: Tell):
    """On their line."""
    tell("decide", "pin", PAGE, FAR)

    lines = run("--home", home, "related", PAGE, "-k", 3).stdout.splitlines()

    assert [line.endswith("(pinned)") for line in lines if " 2026-11-" in line] == [
        True, False, False,
    ]  # fmt: skip


@pytest.fixture
def decided(tell: Tell) -> None:
    """Three decisions, of which one is taken back, and one under another page."""
    tell("decide", "pin", PAGE, FAR, "--position", 2, "--by", "mia", "--note", "Same\ncase")
    tell("decide", "block", PAGE, NEAR)
    tell("decide", "undo", PAGE, FAR)
    tell("decide", "approve", FAR, NEAR)


@pytest.mark.usefixtures("decided")
def test_all_decisions_are_listed_in_order(run: Callable[..., Result], home: Path, tell: Tell):
    """For programs with all that was said, for people a line each and the note."""
    listed = tell("decisions")
    lines = run("--home", home, "decisions").stdout.splitlines()

    assert [each["decision"] for each in listed] == ["pin", "block", "undo", "approve"]
    assert (listed[0]["by"], listed[0]["note"], listed[0]["position"]) == ("mia", "Same\ncase", 2)
    assert len(lines) == 5
    assert lines[0].endswith(f"pin '{FAR}' under '{PAGE}' at 2  by mia")
    assert lines[1].strip() == "Same case"


@pytest.mark.usefixtures("decided")
def test_what_holds_under_a_page_is_listed(tell: Tell):
    """Without what was undone, and without other pages."""
    assert [each["article"] for each in tell("decisions", PAGE)] == [NEAR]


def test_a_catalogue_without_decisions_says_how_to_make_one(run: Callable[..., Result], home: Path):
    """On standard error; there is nothing to list."""
    result = run("--home", home, "decisions")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "recommender decide" in result.stderr


@pytest.mark.usefixtures("decided")
def test_decisions_are_exported_as_json_lines(run: Callable[..., Result], home: Path, tell: Tell):
    """The same to a file and to standard output, one decision a line."""
    printed = run("--home", home, "decisions", "--export", "-")
    run("--home", home, "decisions", "--export", "decisions.jsonl")

    assert [json.loads(line) for line in printed.stdout.splitlines()] == tell("decisions")
    assert Path("decisions.jsonl").read_text("utf-8") == printed.stdout
    assert "4 decisions exported" in printed.stderr


@pytest.mark.usefixtures("decided")
def test_what_holds_under_a_page_can_be_exported(run: Callable[..., Result], home: Path):
    """With the page's name the export is of the same decisions as the list."""
    printed = run("--home", home, "decisions", PAGE, "--export", "-")

    (line,) = printed.stdout.splitlines()
    assert json.loads(line)["article"] == NEAR


def test_what_was_withdrawn_can_be_undone_by_its_address(tell: Tell):
    """An article without an id of its own is known by its address, even when it is gone."""
    address = "https://a.example/1"
    line = json.dumps({"url": address, "title": "A pier", "text": "A second pier."}).encode()
    tell("ingest", "-", stdin=line)
    tell("decide", "pin", address, FAR)
    withdraw(tell("stats")["home"], address)

    tell("decide", "undo", address, FAR)

    assert [each["decision"] for each in tell("decisions")] == ["pin", "undo"]


def withdraw(home: str, id_: str) -> None:
    store = Store(Path(home) / STORE_FILE)
    store.withdraw([id_])
    store.close()


@pytest.mark.parametrize(
    ("arguments", "named", "remedy"),
    [
        (("decide", "pin", "nowhere", FAR), "'nowhere'", "ingest it first"),
        (("decide", "pin", PAGE, "nowhere"), "'nowhere'", "ingest it first"),
        (("decide", "pin", PAGE, "https://a.example/x"), "'https://a.example/x'", "ingest it"),
        (("decide", "block", PAGE, PAGE), f"'{PAGE}'", "name another"),
        (("decide", "pin", PAGE, TRANSLATION), f"'{TRANSLATION}'", "another story"),
        (("decide", "pin", PAGE, FAR, "--position", 0), "got 0", "between 1 and 100"),
        (("decide", "pin", PAGE, FAR, "--position", 101), "got 101", "between 1 and 100"),
        (("decide", "block", PAGE, FAR, "--position", 1), "position 1", "leave it out"),
        (("decide", "undo", PAGE, FAR), f"'{FAR}'", "recommender decisions"),
        (("decide", "undo", PAGE, "https://a.example/x"), "'https://a.example/x'", "lists all"),
        (("decide", "block", FAR), "seed is missing", "name the page"),
        (("decide", "block", FAR, "--scope", "section"), "place is missing", "name the section"),
        (("decide", "pin", PAGE, FAR, "--until", "Friday"), "'Friday'", "correct it"),
        (("decide", "pin", PAGE, FAR, "--until", "2020-01-01"), "2020-01-01", "a later moment"),
        (("decide", "merge", PAGE, TRANSLATION), f"'{TRANSLATION}'", "nothing to merge"),
        (("decide", "undo", "--number", 3), "no decision 3", "recommender decisions"),
        (("decisions", "nowhere"), "'nowhere'", "ingest it first"),
        (("decisions", "--since", "yesterday"), "'yesterday'", "correct it"),
    ],
)
def test_an_error_names_value_and_remedy(
    refused: Refused, home: Path, arguments: tuple[object, ...], named: str, remedy: str
):
    """In one line, with exit status 1."""
    line = refused("--home", home, *arguments)

    assert named in line
    assert remedy in line


def test_an_unknown_decision_is_refused(run: Callable[..., Result], home: Path):
    """With those that there are."""
    result = run("--home", home, "decide", "like", PAGE, FAR)

    assert result.exit_code == 2
    assert (
        "'like' is not one of 'pin', 'approve', 'block', 'merge', 'split', 'undo'" in result.stderr
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "pin"),
        ("decide", "pin", PAGE, FAR, NEAR),
        ("decide", "pin", "--number", 1),
        ("decide", "undo", PAGE, "--number", 1),
        ("decide", "pin", PAGE, FAR, "--scope", "world"),
        ("decide", "pin", PAGE, FAR, "--expects", 10**30),
        ("decisions", PAGE, "--by", "mia"),
    ],
)
def test_what_is_put_together_wrongly_is_refused(
    run: Callable[..., Result], home: Path, arguments: tuple[object, ...]
):
    """With how to use the command."""
    result = run("--home", home, *arguments)

    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_story_is_shown_nowhere_until_a_day(tell: Tell):
    """By naming the article alone; and everywhere again when that is undone by its number."""
    before = ids(tell("related", PAGE))
    kept = tell("decide", "block", NEAR, "--scope", "site", "--until", "2999-12-24", "--by", "mia")
    assert (kept["seed"], kept["scope"], kept["until"]) == (None, "site", "2999-12-24T00:00:00Z")
    assert NEAR not in ids(tell("related", PAGE))

    tell("decide", "undo", "--number", kept["number"])

    assert ids(tell("related", PAGE)) == before


def test_stories_are_merged_and_split(run: Callable[..., Result], home: Path, tell: Tell):
    """The lists follow, and what was decided can be read."""
    result = run("--home", home, "decide", "merge", PAGE, NEAR)
    assert result.stdout == f"decision 1: merge '{NEAR}' with '{PAGE}'\n"
    assert NEAR not in ids(tell("related", PAGE, "-k", 20))

    result = run("--home", home, "decide", "split", NEAR)
    assert result.stdout == f"decision 2: split '{NEAR}' from its story\n"
    assert NEAR in ids(tell("related", PAGE, "-k", 20))


def test_an_editor_is_warned_and_obeyed(run: Callable[..., Result], home: Path, tell: Tell):
    """On standard error, beside what was kept."""
    tell("decide", "pin", PAGE, NEAR, "--position", 9)

    result = run("--home", home, "decide", "pin", PAGE, FAR, "--position", 9)

    assert result.stdout.startswith("decision 2: ")
    first, second = result.stderr.splitlines()
    assert "asks for position 9, too" in first
    assert "beyond the 6 stories" in second


def test_nothing_is_decided_on_what_has_changed(refused: Refused, home: Path, tell: Tell):
    """The error says how many decisions came, and how to go on."""
    tell("decide", "pin", PAGE, FAR, "--expects", 0)

    line = refused("--home", home, "decide", "block", PAGE, NEAR, "--expects", 0)

    assert "decision 1 came after number 0" in line
    assert "expects 1" in line


@pytest.mark.usefixtures("decided")
def test_the_log_is_filtered(tell: Tell):
    """By who, when, where and what."""

    def numbers(*asked: object) -> list[int]:
        return [each["number"] for each in tell("decisions", *asked)]

    assert numbers("--by", "mia") == [1]
    assert numbers("--page", PAGE, "--article", ARTICLES[FAR]["url"]) == [1, 3]
    assert numbers("--decision", "block") == [2]
    assert numbers("--scope", "site") == []
    assert numbers("--since", "2020-01-01", "--until", "2999-01-01") == [1, 2, 3, 4]
    assert numbers("--until", "2020-01-01") == []


@pytest.mark.usefixtures("decided")
def test_decisions_are_exported_in_other_forms(run: Callable[..., Result], home: Path):
    """As a table, as TREC judgements, and as texts to train with."""

    def exported(form: str) -> list[str]:
        result = run("--home", home, "decisions", "--format", form, "--export", "-")
        assert result.exit_code == 0, result.output
        return list(result.stdout.splitlines())

    assert exported("csv")[1].split(",")[3:8] == ["pin", "page", "", PAGE, FAR]
    assert exported("qrels") == [f"{PAGE} 0 {NEAR} 0", f"{FAR} 0 {NEAR} 1"]
    pairs = [json.loads(line) for line in exported("pairs")]
    assert [(each["page"], each["label"]) for each in pairs] == [(PAGE, 0), (FAR, 1)]
    assert ARTICLES[NEAR]["title"] in pairs[0]["article_text"]


def test_what_somebody_else_took_back_is_not_judged(
    run: Callable[..., Result], home: Path, tell: Tell
):
    """Though only the decisions of one editor are asked for."""
    tell("decide", "pin", PAGE, FAR, "--by", "mia")
    tell("decide", "pin", PAGE, NEAR, "--by", "mia")
    tell("decide", "undo", PAGE, FAR, "--by", "jo")

    asked = ("decisions", "--by", "mia", "--format", "qrels", "--export", "-")

    assert run("--home", home, *asked).stdout == f"{PAGE} 0 {NEAR} 2\n"


def test_agreement_is_a_table(run: Callable[..., Result], home: Path, tell: Tell):
    """By week and by languages: what was liked and found, what was blocked and shown."""
    tell("decide", "approve", PAGE, NEAR)
    tell("decide", "block", PAGE, FAR)

    heading, week, languages = run("--home", home, "decisions", "--agreement").stdout.splitlines()

    assert heading.split() == ["liked", "found", "blocked", "shown"]
    assert week.split()[1:] == ["1", "1", "1", "0"]
    assert languages.split() == ["en", ">", "es", "1", "1", "1", "0"]
    found = tell("decisions", "--agreement")
    assert (found["weeks"][0]["found"], found["languages"][0]["article_language"]) == (1, "es")


def test_decisions_survive_a_rebuild(tell: Tell):
    """The index is made anew, and the list is the same."""
    tell("decide", "pin", PAGE, FAR, "--position", 2)
    tell("decide", "block", PAGE, NEAR)
    before = tell("related", PAGE)

    tell("rebuild")

    assert tell("related", PAGE) == before


def test_a_running_server_follows_a_decision_made_by_another_process(
    start_server: Callable[[Path], Any], home: Path, environment: dict[str, str]
):
    """In its next answer, without a restart."""
    client = start_server(home).client
    asked = {"id": PAGE, "k": 3}
    before = ids(client.get("/v1/related", params=asked).json())
    recommender = [sys.executable, "-m", "recommender", "--home", str(home)]

    subprocess.run(
        [*recommender, "decide", "pin", PAGE, FAR], env=environment, check=True, capture_output=True
    )

    assert ids(client.get("/v1/related", params=asked).json()) == [FAR, *before[:2]]
