"""The review over real HTTP and in a real browser."""

import time

import pytest
from playwright.sync_api import expect

from index.store import Decision, Verdict
from recommender.desk.review.queue import Filters, queue_of


@pytest.fixture(scope="module")
def newsroom(serve_desk):
    served = serve_desk()
    # a service hears of new keys within a second
    time.sleep(0.6)
    return served


@pytest.fixture(scope="module")
def editor(newsroom):
    return newsroom.signed_in("editor")


def test_filters_choose_the_pages(newsroom, editor):
    """By language, section and problem; the address says which page it is."""
    answer = editor.get("/desk/review?language=sw&section=sports")

    queue = queue_of(newsroom.services, Filters("sw", "sports"))
    assert [card.id for card in queue.cards] == ["carauna-record-sw"]
    assert dict(answer.url.params) == {
        "language": "sw", "section": "sports", "id": "carauna-record-sw",
    }  # fmt: skip
    assert "Page 1 of 1, 0 of them judged" in answer.text
    assert "This is the last one." in answer.text


def test_a_problem_is_a_filter(newsroom):
    """Those pages stand in the queue that the list of problems names."""
    troubled = queue_of(newsroom.services, Filters(problem="any")).cards
    low = queue_of(newsroom.services, Filters(problem="low")).cards

    assert 0 < len(low) <= len(troubled) < 200
    assert {card.id for card in low} <= {card.id for card in troubled}


def test_an_empty_queue_says_what_to_do(editor):
    """It is no error."""
    answer = editor.get("/desk/review?language=ru&section=sports")

    assert answer.status_code == 200
    assert "There is nothing to review here." in answer.text


def test_a_page_that_is_gone_is_passed_over(editor):
    """The queue goes on where it can."""
    answer = editor.get("/desk/review?language=pt&id=gone")

    assert answer.status_code == 200
    assert answer.url.params["id"] != "gone"


def test_whoever_comes_back_goes_on_where_nobody_has_judged(newsroom, editor):
    """Without any memory but the log of decisions."""
    first, second, *_ = queue_of(newsroom.services, Filters("hi")).cards
    store = newsroom.services.catalog.store
    made = Decision(first.id, "dorin-cash-es", Verdict.BLOCK, store.newest(1)[0].published_at)
    store.decisions.append(made)

    answer = editor.get("/desk/review?language=hi")

    assert answer.url.params["id"] == second.id
    assert "1 of them judged" in answer.text


def test_the_keyboard_alone_reviews_page_after_page(newsroom, window):
    """Stories are judged with one key each, and a reload loses neither page nor story."""
    page = window(viewport={"width": 360, "height": 740})
    page.goto(f"{newsroom.address}/desk/sign-in?next=/desk/review%3Flanguage%3Den")
    page.fill("#key", newsroom.keys["editor"])
    page.press("#key", "Enter")
    page.wait_for_url("**/desk/review?language=en&id=*")
    first = page.url
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#i2 .decided")).to_contain_text("Approved")

    page.reload()
    assert page.url == f"{first}#i2"
    assert page.evaluate("document.activeElement.id") == "i2"
    expect(page.locator("#i2 .decided")).to_contain_text("Approved")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.keyboard.press("n")
    page.wait_for_url(lambda url: "#" not in url and url != first)
    expect(page.locator("nav.progress")).to_contain_text("Page 2 of")
    expect(page.locator("nav.progress")).to_contain_text("1 of them judged")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("next page")
