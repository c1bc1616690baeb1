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
    assert f"pin at 2  {FAR}  under {PAGE}  by mia" in lines[0]
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
        (("decisions", "nowhere"), "'nowhere'", "ingest it first"),
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
    assert "'like' is not one of 'pin', 'approve', 'block', 'undo'" in result.stderr


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
