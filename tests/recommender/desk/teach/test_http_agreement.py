"""Agreement between engine and editors over HTTP."""

import json
from datetime import UTC, datetime

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from index.store import Decision, Verdict
from recommender.decisions import decide

PAGE, UNRELATED = "arzul-sightings-zh", "tolumi-launch-zh"


@pytest.fixture(scope="module")
def newsroom(serve_desk):
    """Return a desk where nobody has decided yet."""
    return serve_desk()


@pytest.fixture(scope="module")
def viewer(newsroom) -> httpx.Client:
    """Return the browser of somebody who may look."""
    return newsroom.signed_in("viewer")


@pytest.fixture(scope="module")
def first(newsroom) -> str:
    """Return the id of a story that the engine finds by itself, after it was approved."""
    found = newsroom.services.recommender.related(PAGE, 6).selected[0].id
    for article, verdict in ((found, Verdict.APPROVE), (UNRELATED, Verdict.PIN)):
        made = Decision(PAGE, article, verdict, datetime.now(UTC), by="mia")
        decide(newsroom.services, made)
    return found


def test_without_decisions_the_page_says_what_it_needs(open_desk):
    """There is no plot, and what to do stands in its place."""
    page = LexborHTMLParser(open_desk.client().get("/desk/agreement").text)

    assert page.css(".plot") == []
    assert "nothing to compare yet" in page.css(".empty")[0].text()
    assert "recommender-eval run ./decided" in page.text()


@pytest.mark.usefixtures("first")
def test_the_plot_says_what_the_table_does(viewer: httpx.Client):
    """One of two that editors like was found: half, and the interval is wide."""
    page = LexborHTMLParser(viewer.get("/desk/agreement").text)

    figures = [cell.text() for cell in page.css("#weeks ~ .wide tbody tr:first-child td")]
    assert figures[:6] == ["2", "1", "0", "0", "50%", "9% to 91%"]
    assert len(page.css(".plot circle")) == 1
    assert "50%" in page.css(".plot desc")[0].text()


@pytest.mark.usefixtures("first")
def test_a_language_pair_alone(viewer: httpx.Client):
    """The weeks are those of the pair; a pair without judgements has no plot."""
    answer = viewer.get("/desk/agreement", params={"pair": "zh>zh"})
    none = viewer.get("/desk/agreement", params={"pair": "zh>tlh"})

    page = LexborHTMLParser(answer.text)
    assert page.css("#pair option[selected]")[0].attributes["value"] == "zh>zh"
    assert page.css("#weeks ~ .wide tbody tr:first-child td")[0].text() == "1"
    assert "No story in these languages" in none.text


def test_judgements_are_files_to_learn_from(viewer: httpx.Client, first: str):
    """As TREC has them, and as pairs of texts."""
    qrels = viewer.get("/desk/agreement/qrels.txt")
    pairs = viewer.get("/desk/agreement/pairs.jsonl")

    wanted = {f"{PAGE} 0 {first} 1", f"{PAGE} 0 {UNRELATED} 2"}
    assert set(qrels.text.splitlines()) == wanted
    assert {json.loads(line)["article"] for line in pairs.text.splitlines()} == {first, UNRELATED}
