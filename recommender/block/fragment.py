"""The block as the service writes it: a piece of HTML without scripts."""

import hashlib
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from index.language import UNKNOWN, primary
from recommender.block.words import speech
from recommender.block.writing import Writing, long_date, name_of
from recommender.ranking import Recommendation


def fragment(
    items: Sequence[Recommendation], page: str, heading: str | None = None, level: int = 2
) -> str:
    """Return stories for a page in the language `page`; "" if there are none that can be opened.

    `level` is that of the heading, 1 to 6. Markup and class names are those of the component.
    """
    shown = [item for item in items if item.card.url]
    if not shown:
        return ""
    spoken, words = speech(page)
    template = _templates().get_template("related.html")
    return template.render(
        items=shown,
        id=_id(shown),
        page=page,
        speech=spoken,
        words=words,
        heading=heading,
        level=level,
    )


def _id(shown: Sequence[Recommendation]) -> str:
    """Return an id of the heading's own, since a page may show several blocks."""
    ids = "\n".join(item.id for item in shown)
    return f"related-stories-{hashlib.blake2b(ids.encode(), digest_size=4).hexdigest()}"


def _differ(language: str, page: str) -> bool:
    return language != UNKNOWN and primary(language) != primary(page)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("recommender.block"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {"writing": Writing.of, "differ": _differ}
    templates.filters |= {"long_date": long_date, "name_of": name_of}
    return templates
