"""The report asks nobody for anything, and what articles say stays text."""

import re
from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser

from eval.report import report, side_by_side
from eval.runs.run import Run

ROUNDS = 100


def read(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def test_nothing_is_asked_of_others(demo_run: Run, poorer: Run):
    """No script, no source, no import; all that leads elsewhere is a link to an article."""
    html = side_by_side(demo_run, poorer, ROUNDS)
    tree = read(html)

    assert not tree.css("script, [src], [onclick], iframe, object, form")
    assert [link.attributes["href"] for link in tree.css("link")] == ["data:,"]
    assert not re.search(r"url\(|@import", tree.css_first("style").text())
    elsewhere = {a.attributes["href"] for a in tree.css("main a")}
    assert elsewhere
    assert all(href.startswith("https://news.example/") for href in elsewhere)


HOSTILE = "</style><script>alert('&amp;')</script>\" onmouseover=\"alert(1)"


def test_hostile_titles_stay_text(hand_made: Callable[..., Run]):
    """Markup in a title, a section, a reason or a name is shown and not obeyed."""
    run = hand_made(
        {"a": "b"},
        {"a": "b"},
        told={"a": {"title": HOSTILE, "section": HOSTILE}, "b": {"title": HOSTILE}},
        recorded={"unfilled_reason": HOSTILE},
        name=HOSTILE,
        warnings=(HOSTILE,),
    )
    tree = read(report(run, ROUNDS))

    assert not tree.css("script, [onmouseover]")
    assert len(tree.css("style")) == 1
    assert [title.text().strip() for title in tree.css("cite")] == [HOSTILE, HOSTILE]
    assert HOSTILE in tree.css_first(".warning li").text()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//[", None])
def test_only_addresses_of_the_web_are_links(hand_made: Callable[..., Run], url: str | None):
    """A title whose address is a script is no link."""
    run = hand_made({"a": "b"}, {"a": "b"}, told={"a": {"url": url}, "b": {"url": url}})

    assert not read(report(run, ROUNDS)).css("main a")
