"""Decisions at the desk, over real HTTP; the site follows them."""

import re
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from index.store.decision import Scope, Verdict
from recommender.desk.page.given import Given

DONE = 200
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


def last(newsroom):
    return newsroom.services.catalog.store.decisions.all()[-1]


def test_a_decision_shows_in_the_answer_of_the_site_within_a_second(editor, related, decide):
    """Also in one that a cache of ready answers has held."""
    page = "kaimura-alert-en"
    before = related(page)

    began = time.monotonic()
    decide(editor, page, article="dorin-cash-es", decision="pin", position="2")
    while related(page) == before and time.monotonic() - began < 1:
        time.sleep(0.02)

    assert related(page) == [before[0], "dorin-cash-es", *before[1:5]]


def test_a_decision_is_signed_and_survives_a_rebuild(newsroom, editor, related, decide):
    """It is about ids, not about vectors."""
    page = "tolumi-launch-en"
    blocked = related(page)[0]

    decide(editor, page, article=blocked, decision="block", note="Twice on the page, 重复")
    newsroom.services.catalog.index.rebuild()
    newsroom.services.catalog.calibrator.learn()

    assert blocked not in related(page)
    kept = last(newsroom)
    assert (kept.by, kept.note, kept.seed) == ("the editor", "Twice on the page, 重复", page)


def test_what_was_decided_can_be_taken_back(newsroom, editor, related, decide):
    """By its number, as the page of what holds offers it."""
    page = "lumara-spawning-ar"
    before = related(page)
    decide(editor, page, article=before[0], decision="block")
    html = editor.get("/desk/page", params={"id": page}).text
    numbers = re.findall(r'name="undoes" value="(\d+)"', html.partition('id="holds"')[2])

    decide(editor, page, decision="undo", undoes=numbers[0])

    assert related(page) == before
    assert last(newsroom).undoes == int(numbers[0])


def test_a_wider_scope_holds_elsewhere_too(newsroom, editor, related, decide):
    """On the whole site, until a day; and again once it is undone."""
    page, article = "asteria-capsule-lands-zh", "four-comet"
    article = related(page)[1]
    elsewhere = next(each for each in related(article) if article in related(each))

    decide(editor, page, article=article, decision="block", scope="site", until=TOMORROW)

    assert article not in related(page) + related(elsewhere)
    kept = last(newsroom)
    assert (kept.scope, kept.seed, f"{kept.until:%Y-%m-%d}") == (Scope.SITE, None, TOMORROW)
    decide(editor, page, decision="undo", undoes=str(kept.number))
    assert article in related(elsewhere)


def test_a_section_is_that_of_the_page(newsroom, editor, decide):
    """Nobody has to write its name."""
    page = "carauna-route-pt"

    decide(editor, page, article="dorin-cash-es", decision="approve", scope="section")

    assert (last(newsroom).scope, last(newsroom).place) == (Scope.SECTION, "sports")


def test_of_two_editors_the_second_is_shown_what_came_and_may_decide_anew(
    newsroom, related, decide
):
    """Nothing is overwritten silently, and nothing has to be typed twice."""
    page = "salvenda-opening-fr"
    one, two = newsroom.signed_in("editor"), newsroom.signed_in("admin")
    first, second = related(page)[:2]
    seen = re.search(r'name="expects" value="(\d+)"', two.get(f"/desk/page?id={page}").text)
    decide(one, page, article=first, decision="block", note="Not this one")
    count = last(newsroom).number

    answer = decide(
        two, page, article=second, decision="pin", position="1", note="Mine", expects=seen[1]
    )

    assert answer.status_code == 409
    assert last(newsroom).number == count
    assert "Not this one" in answer.text
    assert "the editor" in answer.text
    form = answer.text.partition('class="outcome')[2].partition("</form>")[0]
    again = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert two.post(f"/desk/page/decide?id={page}", data=again).status_code == DONE
    assert related(page)[0] == second
    assert (last(newsroom).note, last(newsroom).verdict) == ("Mine", Verdict.PIN)


def test_a_position_beyond_the_list_is_kept_with_a_warning(newsroom, editor, decide):
    """The page that comes next says so."""
    answer = decide(
        editor, "skelva-birds-ja", article="dorin-cash-es", decision="pin", position="9"
    )

    assert "position 9 is beyond the 6 stories" in answer.text
    assert last(newsroom).position == 9


def test_a_pin_to_an_article_that_is_withdrawn_says_so(site, editor, related, decide):
    """It is passed over, and stands among what holds."""
    page = "ostrevelt-landlords-zh"
    before = related(page)
    site.put("/v1/articles/soon-gone", json={"title": "Soon gone", "language": "en"})
    html = editor.get("/desk/page", params={"id": page, "why_not": "soon-gone"}).text
    assert "Soon gone" in html
    site.delete("/v1/articles/soon-gone")

    answer = decide(editor, page, article="soon-gone", decision="pin")

    assert "&#39;soon-gone&#39; is withdrawn" in answer.text
    assert related(page) == before
    html = editor.get("/desk/page", params={"id": page}).text
    assert "withdrawn; this shows nothing until it is published again" in html


def test_nothing_is_decided_on_a_page_that_is_withdrawn(newsroom, site, editor, decide):
    """It has no list that could be shown."""
    site.put("/v1/articles/left", json={"title": "About to leave", "language": "en"})
    site.delete("/v1/articles/left")

    answer = decide(editor, "left", article="dorin-cash-es", decision="pin")

    assert answer.status_code == 404
    assert "left" not in {each.seed for each in newsroom.services.catalog.store.decisions.all()}


def test_an_article_is_split_from_its_story_and_filed_with_another(editor, related, decide):
    """Then the page shows it, and after that no more."""
    page, version = "valdora-deal-tr", "valdora-deal-ar"
    assert version not in related(page, k=100)

    decide(editor, page, article=version, decision="split")
    assert version in related(page, k=100)

    decide(editor, page, article=version, decision="merge", other=page)
    assert version not in related(page, k=100)


REFUSED = {
    "position 0": ({"decision": "pin", "position": "0"}, "got 0"),
    "position of words": ({"decision": "pin", "position": "first"}, "first"),
    "unknown article": ({"article": "nowhere"}, "nowhere"),
    "the page itself": ({"article": "arzul-cameras-de"}, "is the page itself"),
    "unknown decision": ({"decision": "like"}, "like"),
    "unknown scope": ({"scope": "world"}, "world"),
    "in the past": ({"until": "2020-01-01"}, "2020-01-01"),
    "no date": ({"until": "Friday"}, "Friday"),
    "a control character": ({"note": "a\x00b"}, "control character"),
    "nothing to undo": ({"decision": "undo", "undoes": "999999"}, "999999"),
    "nothing seen": ({"expects": ""}, "expects"),
    "endless note": ({"note": "x" * 2001}, "2001"),
}


@pytest.mark.parametrize(("fields", "named"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused(
    newsroom, editor, decide, fields: dict[str, str], named: str
):
    """With the value that was wrong, and nothing is kept."""
    before = last(newsroom).number if newsroom.services.catalog.store.decisions.all() else 0
    given = {"article": "dorin-cash-es", "decision": "block", **fields}

    editor.headers["hx-request"] = "true"
    answer = decide(editor, "arzul-cameras-de", **given)
    del editor.headers["hx-request"]

    assert answer.status_code == 422
    assert named in answer.text
    assert "This was not decided." in answer.text
    log = newsroom.services.catalog.store.decisions.all()
    assert (log[-1].number if log else 0) == before


def test_what_is_refused_shows_beside_the_list(editor, decide):
    """To a browser without scripts, on a page of its own."""
    answer = decide(editor, "arzul-cameras-de", article="nowhere", decision="pin")

    assert answer.status_code == 422
    assert "nowhere" in answer.text
    assert 'class="stories"' in answer.text


def test_a_form_leads_back_to_where_it_stood_and_nowhere_else(newsroom, editor, decide):
    """An address that somebody has slipped in is not gone to."""
    fields = {"article": "dorin-cash-es", "decision": "approve"}
    review = decide(editor, "dorin-backup-ko", back="/desk/review?id=dorin-backup-ko", **fields)
    abroad = decide(editor, "dorin-backup-ko", back="https://evil.example/", **fields)

    assert review.url.path == "/desk/review"
    assert abroad.url.path == "/desk/page"
    assert abroad.url.host == httpx.URL(newsroom.address).host


def test_a_decision_without_the_token_of_a_session_is_refused(newsroom, editor):
    """Another site cannot make an editor decide."""
    answer = editor.post(
        "/desk/page/decide?id=dorin-fine-uk",
        data={"article": "dorin-cash-es", "decision": "pin", "expects": "0", "token": "forged"},
    )

    assert answer.status_code == 403
    assert "dorin-fine-uk" not in {
        each.seed for each in newsroom.services.catalog.store.decisions.all()
    }


def test_htmx_gets_the_news_and_the_list_alone(editor, decide):
    """The rest of the page stays as it is."""
    editor.headers["hx-request"] = "true"
    answer = decide(editor, "arzul-dogs-it", article="dorin-cash-es", decision="pin")
    del editor.headers["hx-request"]

    assert answer.status_code == DONE
    assert "<html" not in answer.text
    assert 'hx-swap-oob="innerHTML:#block"' in answer.text
    assert "Pinned" in answer.text.partition("hx-swap-oob")[0]


def test_fields_that_do_not_go_with_a_decision_are_left_out():
    """A block has no position, and what is said of stories does not expire."""
    given = Given(article="a", position="3", scope="site", until=TOMORROW, other="b", undoes="4")
    now = datetime.now(UTC)

    block, merge = (
        given.model_copy(update={"decision": verdict}).made("p", "mia", now)
        for verdict in ("block", "merge")
    )

    assert (block.position, block.scope, block.undoes) == (None, Scope.SITE, None)
    assert (merge.seed, merge.scope, merge.until) == ("b", Scope.PAGE, None)
