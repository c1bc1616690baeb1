"""The templates in docs/changes.md, with exported lists."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment

from recommender.export.exporting import Export
from recommender.export.marker import Lists

GUIDE = Path(__file__).parents[3] / "docs/changes.md"


def test_the_template_for_pelican_shows_the_list(newsroom: Any, tmp_path: Path):
    """Under a page that has one; titles are text."""
    newsroom.publish(
        "odd",
        url="https://news.example/odd.html",
        title="<b>Asteria-3</b> & the capsule",
        text="The Asteria-3 capsule that brought asteroid grains home.",
        language="en",
    )
    newsroom.publish(
        "page",
        url="https://news.example/page.html",
        title="Asteria-3 capsule opened",
        text="The Asteria-3 capsule that brought asteroid grains home was opened.",
        language="en",
    )
    lists = Lists(format="pelican", k=6, policy="news")
    Export(newsroom.services, tmp_path / "out", lists, newsroom.now).everything(lambda pages: pages)
    related = json.loads((tmp_path / "out/related.json").read_text("utf-8"))
    found = re.search(r"```jinja\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found
    template = Environment(autoescape=False).from_string(found[1])

    def html(url: str) -> str:
        article = SimpleNamespace(url=url)
        return template.render(SITEURL="https://news.example", RELATED=related, article=article)

    assert "&amp; the capsule</a>" in html("page.html")
    assert html("page.html").count("<li") == len(related["https://news.example/page.html"]["items"])
    assert html("elsewhere.html").strip() == ""
