"""The log over HTTP, as browsers without scripts ask for it."""

import csv
import io
import json
from datetime import UTC, datetime

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from index.store import Decision, Verdict
from index.store.decision import Scope
from recommender.decisions import decide

PAGE, OTHER = "arzul-sightings-zh", "tolumi-launch-zh"


@pytest.fixture(scope="module")
def newsroom(serve_desk):
    """Return a desk where decisions were made: 1 pins, 2 blocks on the site, 3 undoes the pin."""
    served = serve_desk()
    for made in (
        Decision(PAGE, OTHER, Verdict.PIN, datetime.now(UTC), 1, "mia", "<b>Same case.</b>"),
        Decision(None, "lumara-nursery-zh", Verdict.BLOCK, datetime.now(UTC), by="amal",
                 scope=Scope.SITE, note="=1+1"),
        Decision(None, "", Verdict.UNDO, datetime.now(UTC), by="mia", undoes=1),
    ):  # fmt: skip
        decide(served.services, made)
    return served


@pytest.fixture(scope="module")
def viewer(newsroom) -> httpx.Client:
    """Return the browser of somebody who may look."""
    return newsroom.signed_in("viewer")


@pytest.fixture(scope="module")
def editor(newsroom) -> httpx.Client:
    """Return the browser of an editor."""
    return newsroom.signed_in("editor")


def numbers(answer: httpx.Response) -> list[int]:
    """Return the numbers of the decisions on a page of the log."""
    found = LexborHTMLParser(answer.text).css(".logged")
    return [int((entry.attributes["id"] or "")[1:]) for entry in found]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [3, 2, 1]),
        ({"by": "mia"}, [3, 1]),
        ({"verdict": "block"}, [2]),
        ({"scope": "page"}, [3, 1]),
        ({"page": PAGE}, [3, 1]),
        ({"article": f" {OTHER} "}, [3, 1]),
        ({"since": f"{datetime.now(UTC):%Y-%m-%d}"}, [3, 2, 1]),
        ({"until": "9999-12-31"}, [3, 2, 1]),
        ({"until": "2026-01-01"}, []),
        ({"below": "3"}, [2, 1]),
    ],
)
def test_the_log_is_filtered(viewer: httpx.Client, asked: dict[str, str], found: list[int]):
    """By who, what, where and when; a field that is left empty asks nothing."""
    answer = viewer.get("/desk/trace", params={"by": "", "verdict": "", **asked})

    assert answer.status_code == 200
    assert numbers(answer) == found


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"since": "yesterday"}, 422),
        ({"verdict": "like"}, 422),
        ({"page": "https://elsewhere.example/a"}, 404),
    ],
)
def test_a_filter_that_makes_no_sense_can_be_corrected(
    viewer: httpx.Client, asked: dict[str, str], status: int
):
    """The answer says what is wrong, and keeps what was typed."""
    answer = viewer.get("/desk/trace", params=asked)

    assert answer.status_code == status
    page = LexborHTMLParser(answer.text)
    (wrong,) = page.css("[role=alert]")
    assert asked.popitem()[1] in wrong.text()
    assert numbers(answer) == []


def test_an_entry_tells_what_changed(viewer: httpx.Client):
    """A pin brought an article in, and another fell off; what was written stands as text."""
    page = LexborHTMLParser(viewer.get("/desk/trace").text)

    (pinned,) = page.css("#d1")
    assert [node.attributes["class"] for node in pinned.css(".diff li")] == ["came", "went"]
    assert pinned.css("q")[0].text() == "<b>Same case.</b>"
    assert pinned.css(".badge")[0].text() == "taken back or replaced"


def test_only_editors_undo_and_only_what_holds(viewer: httpx.Client, editor: httpx.Client):
    """Of three decisions one holds: one was taken back, and one took it back."""
    seen = [
        [entry.attributes["action"] for entry in LexborHTMLParser(page.text).css(".logged form")]
        for page in (viewer.get("/desk/trace"), editor.get("/desk/trace?by=amal"))
    ]

    assert seen == [[], ["/desk/trace/undo?by=amal"]]


def test_a_viewer_cannot_undo(viewer: httpx.Client, send):
    """Not even with a form of their own."""
    answer = send(viewer, "/desk/trace/undo", page="/desk/trace", number=2, expects=3)

    assert answer.status_code == 403


def test_what_others_decided_meanwhile_is_not_overwritten(editor: httpx.Client, send):
    """An editor who read the log before the last decision is told, and nothing is kept."""
    answer = send(editor, "/desk/trace/undo", page="/desk/trace", number=2, expects=1)

    assert answer.status_code == 409
    assert "Somebody decided about this" in answer.text
    assert numbers(answer) == [3, 2, 1]


def test_what_holds_no_more_cannot_be_undone(editor: httpx.Client, send):
    """The answer says why."""
    answer = send(editor, "/desk/trace/undo", page="/desk/trace", number=1, expects=3)

    assert answer.status_code == 422
    assert "holds no more" in answer.text


def test_the_table_has_what_the_filter_leaves(viewer: httpx.Client):
    """In the order decided, for a spreadsheet that must take no note for a formula."""
    answer = viewer.get("/desk/trace/log.csv")
    alone = viewer.get("/desk/trace/log.csv", params={"by": "amal"})

    assert answer.headers["content-disposition"] == 'attachment; filename="decisions.csv"'
    assert [row["number"] for row in csv.DictReader(io.StringIO(answer.text))] == ["1", "2", "3"]
    (row,) = csv.DictReader(io.StringIO(alone.text))
    assert (row["number"], row["note"]) == ("2", "'=1+1")


def test_lines_have_what_the_filter_leaves(viewer: httpx.Client):
    """As the HTTP API has them."""
    answer = viewer.get("/desk/trace/log.jsonl", params={"verdict": "pin"})

    (line,) = answer.text.splitlines()
    pinned = json.loads(line)
    assert (pinned["number"], pinned["by"], pinned["after"][0]) == (1, "mia", OTHER)


def test_strangers_read_nothing(newsroom):
    """They are asked for a key, and told nothing of what was decided."""
    answer = newsroom.client().get("/desk/trace/log.csv")

    assert answer.url.path == "/desk/sign-in"
