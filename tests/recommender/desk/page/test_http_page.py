"""A page at the desk, over real HTTP."""

import re
from urllib.parse import quote

import httpx
import pytest

PAGE = "asteria-capsule-lands-en"
_TITLE = re.compile(r'<li class="story" id="i\d+".*?<a class="title"[^>]*href="([^"]+)"', re.DOTALL)


def shown(html: str) -> list[str]:
    found = (httpx.URL(href.replace("&amp;", "&")) for href in _TITLE.findall(html))
    return [url.params["id"] for url in found]


@pytest.mark.parametrize(
    "wish", [{}, {"language": "ar"}, {"policy": "magazine", "k": "4"}, {"language": "ja", "k": "9"}]
)
def test_the_list_is_the_one_that_the_site_gets(editor, related, wish: dict[str, str]):
    """For a reader of any language, by any policy, of any length."""
    html = editor.get("/desk/page", params={"id": PAGE, **wish}).text
    asked = {"languages" if name == "language" else name: wish[name] for name in wish}

    assert shown(html) == related(PAGE, **asked)


def test_a_page_is_found_by_its_address(editor):
    """As an editor copies it from the site."""
    html = editor.get("/desk/page?url=https://news.example/en/asteria-capsule-lands").text

    assert "Asteria-3 capsule brings asteroid grains home" in html


def test_what_lost_says_why_and_what_it_would_take(editor):
    """In a sentence, with the score that is needed."""
    html = editor.get("/desk/page", params={"id": PAGE}).text

    lost = html.partition('<ol class="stories lost">')[2]
    assert lost.count("The list is full of stories that count for more.") >= 5
    assert re.search(r"It would take a score of 0\.\d{3}; it has 0\.\d{3}\.", lost)


def test_one_may_ask_about_any_article(editor):
    """Even one that was never near; a question that makes no sense does not hide the page."""
    far = editor.get("/desk/page", params={"id": PAGE, "why_not": "dorin-cash-es"}).text
    wrong = editor.get("/desk/page", params={"id": PAGE, "why_not": "<b>nothing</b>"})

    asked = far.partition('id="asked"')[2].partition("</li>")[0]
    assert "El día en que Meridona volvió al billete" in asked
    assert "It would take a score of" in asked
    assert wrong.status_code == 200
    assert "no article with id &#39;&lt;b&gt;nothing&lt;/b&gt;&#39;" in wrong.text
    assert len(shown(wrong.text)) == 6


def test_of_two_policies_the_page_marks_what_only_one_shows(editor, related):
    """Side by side, each story by its own list."""
    html = editor.get("/desk/page", params={"id": PAGE, "against": "magazine"}).text

    news, magazine = related(PAGE), related(PAGE, policy="magazine")
    marked = re.findall(r'<li class="alone">.*?href="/desk/page\?id=([^"]+)"', html, re.DOTALL)
    alone = [each for each in news if each not in magazine]
    assert marked == [*alone, *(each for each in magazine if each not in news)]
    assert alone


def test_any_id_has_a_page(site, editor, related, decide):
    """With slashes, other scripts and what means something in an address."""
    id_ = "news/2026/桟橋?a=b&c=d#e+f%20"
    fields = {"title": "Asteria-3 capsule lands with grains of Kelune", "language": "en"}
    path = f"/v1/articles/{quote(id_, safe='')}"
    assert site.put(path, json=fields).status_code == 201

    answer = editor.get("/desk/page", params={"id": id_})
    found = decide(editor, id_, article="dorin-cash-es", decision="pin", position="1")

    assert answer.status_code == 200
    assert fields["title"] in answer.text
    assert found.url.params["id"] == id_
    assert related(id_)[0] == "dorin-cash-es"
    site.delete(path)


def test_a_script_in_a_title_is_text(site, editor):
    """On its page, in lists and beside the texts."""
    title = "&lt;script&gt;alert(1)&lt;/script&gt; Asteria capsule, Kelune grains"
    site.put("/v1/articles/scripted", json={"title": title, "language": "en"})
    as_text = "&lt;script&gt;alert(1)&lt;/script&gt;"

    own = editor.get("/desk/page?id=scripted").text
    other = editor.get("/desk/page", params={"id": PAGE, "why_not": "scripted"}).text
    why = editor.get("/desk/page/why", params={"id": PAGE, "article": "scripted"}).text

    for html in (own, other, why):
        assert as_text in html
        assert "<script>alert" not in html
    site.delete("/v1/articles/scripted")


def test_a_viewer_sees_no_buttons_and_is_refused(newsroom, related, token_of):
    """The server does not rely on what is not shown."""
    viewer, page = newsroom.signed_in("viewer"), "karvenia-recount-ko"
    before = related(page)
    html = viewer.get("/desk/page", params={"id": page}).text

    answer = viewer.post(
        f"/desk/page/decide?id={page}",
        data={
            "token": token_of(html), "decision": "block", "article": before[0], "expects": "0",
        },
    )  # fmt: skip

    assert 'value="block"' not in html
    assert answer.status_code == 403
    assert viewer.get(f"/desk/page/decide?id={page}&article={before[0]}").status_code == 403
    assert related(page) == before


@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ("id=nowhere", 404, "nowhere"),
        ("", 404, ""),
        ("url=https://news.example/nothing", 404, "nothing"),
        (f"id={PAGE}&k=0", 422, "between 1 and 100"),
        (f"id={PAGE}&k=many", 422, "many"),
        (f"id={PAGE}&policy=fine", 422, "fine"),
        (f"id={PAGE}&against=fine", 422, "fine"),
        (f"id={PAGE}&language=elvish", 422, "elvish"),
    ],
)
def test_a_wish_that_makes_no_sense_is_a_page_that_says_so(
    editor, query: str, status: int, named: str
):
    """With the value that was wrong."""
    answer = editor.get(f"/desk/page?{query}")

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert named in answer.text
