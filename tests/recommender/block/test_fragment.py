"""The block as the service writes it."""

import re

import httpx
import pytest
from playwright.sync_api import Page

PAGE = "asteria-capsule-lands-en"

OUTLINE = """
section => [...section.querySelectorAll('*')].map(element => [
  element.localName, element.className, element.lang, element.dir, element.href || element.src,
  element.children.length ? '' : element.textContent.trim()
])
"""


@pytest.mark.parametrize("lang", ["en", "ar", "zh-TW", "de-AT"])
def test_it_is_what_the_component_shows(page: Page, site, block, service: str, lang: str):
    """Both forms have the same elements, classes, languages, addresses and words."""
    html = httpx.get(f"{service}/v1/related.html", params={"id": PAGE, "k": 12, "lang": lang}).text
    page.goto(site.page(f"{html}{block(f'page={PAGE} k=12')}", lang=lang))
    page.wait_for_selector("related-stories .title")

    written = page.locator("body > section").evaluate(OUTLINE)
    shown = page.locator("related-stories section").evaluate(OUTLINE)
    assert len(written) > 40
    assert written == shown


def test_it_speaks_the_language_of_the_article(service: str):
    """Unless the page says otherwise, the labels are in the article's language."""
    html = httpx.get(f"{service}/v1/related.html", params={"id": "dorin-cash-es"}).text

    assert "Artículos relacionados" in html


def test_it_has_no_scripts_and_no_styles(service: str):
    """A page may include it under the strictest policy."""
    html = httpx.get(f"{service}/v1/related.html", params={"id": PAGE}).text

    assert not re.search(r"<script|<style|style=|\son\w+=", html)


def test_nothing_is_written_where_there_is_nothing_to_show(service: str):
    """An include of an empty list adds nothing to the page."""
    answer = httpx.get(f"{service}/v1/related.html", params={"id": PAGE, "only": "yo"})

    assert (answer.status_code, answer.text) == (200, "")


def test_what_the_page_says_is_escaped(service: str):
    """A heading that looks like markup is read."""
    heading = "<script>alert(1)</script>"
    html = httpx.get(f"{service}/v1/related.html", params={"id": PAGE, "heading": heading}).text

    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_caches_hear_that_nothing_changed(service: str):
    """Whoever has the answer gets 304 and no body."""
    first = httpx.get(f"{service}/v1/related.html", params={"id": PAGE})
    tag = {"if-none-match": first.headers["etag"]}
    again = httpx.get(f"{service}/v1/related.html", params={"id": PAGE}, headers=tag)

    assert (again.status_code, again.content) == (304, b"")
    assert "stale-while-revalidate" in first.headers["cache-control"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "id"),
        ({"id": PAGE, "url": "https://news.example/"}, "id"),
        ({"id": PAGE, "k": "0"}, "k"),
        ({"id": PAGE, "level": "7"}, "level"),
        ({"id": PAGE, "lang": "no such"}, "lang"),
        ({"id": PAGE, "policy": "none"}, "policy"),
    ],
)
def test_a_wrong_parameter_is_named(service: str, asked: dict[str, str], field: str):
    """A request that makes no sense gets a problem document that names the parameter."""
    answer = httpx.get(f"{service}/v1/related.html", params=asked)

    assert answer.status_code == 422
    assert answer.json()["field"] == field
