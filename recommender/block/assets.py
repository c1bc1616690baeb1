"""What a page loads: the component and its style sheet, as the service hands them out."""

import json
import re
from functools import cache
from importlib import resources

from recommender.block.words import Words, all_words

_CLIENT = resources.files("recommender.block") / "client"
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)
_SPACE = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")


@cache
def component(clicks: bool, explore: float) -> bytes:
    """Return the component, with its style sheet, its words and what the service has set.

    `clicks` says whether clicks are logged here, `explore` in what share of the views two
    neighbouring stories change places. Comments and indentation are left out.
    """
    service = {
        "css": _SPACE.sub(r"\1", stylesheet().decode()).replace(";}", "}"),
        "words": {tag: _in_order(words) for tag, words in all_words().items()},
        "clicks": clicks,
        "explore": explore,
    }
    given = json.dumps(service, ensure_ascii=False, separators=(",", ":"))
    return f"const SERVICE = {given};\n{_read('related-stories.js')}".encode()


@cache
def views() -> bytes:
    """Return the part of the component that tells what readers saw and clicked."""
    return _read("views.js").encode()


@cache
def stylesheet() -> bytes:
    """Return the style sheet, for the block as the service writes it."""
    return _read("related-stories.css").encode()


def _in_order(words: Words) -> str:
    return "|".join(words.model_dump().values())


def _read(name: str) -> str:
    lines = map(str.strip, _COMMENT.sub("", (_CLIENT / name).read_text("utf-8")).splitlines())
    return "\n".join(filter(None, lines))
