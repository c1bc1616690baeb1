"""A page with tables that a command writes, each between two comments that name it."""

import re
from collections.abc import Mapping
from pathlib import Path

from eval.quality.errors import IncompleteQuality, UnmarkedPage
from eval.quality.measuring import Quality
from eval.quality.tables import as_blocks
from eval.quality.targets import Target

# a comment of Markdown, so that who edits the page sees where not to
_OPENING = "<!-- {}: written by 'recommender-eval quality --write' -->"
_CLOSING = "<!-- end {} -->"


def write_blocks(path: Path, quality: Quality, targets: Mapping[str, Target]) -> None:
    """Write all tables into a page.

    Raises IncompleteQuality if a part was skipped, for its tables would be lost, and UnmarkedPage.
    """
    if quality.skipped:
        name, reason = next(iter(quality.skipped.items()))
        raise IncompleteQuality(f"{str(path)!r} stays as it is, without {name}: {reason}")
    page = with_blocks(path.read_text(encoding="utf-8"), as_blocks(quality, targets))
    path.write_text(page, encoding="utf-8")


def with_blocks(page: str, blocks: Mapping[str, str]) -> str:
    """Return the page with what stands between the comments of each block replaced.

    Raises UnmarkedPage unless each block is marked once.
    """
    for name, block in blocks.items():
        opening, closing = _OPENING.format(name), _CLOSING.format(name)
        between = re.compile(f"{re.escape(opening)}.*?{re.escape(closing)}", re.DOTALL)
        found = between.findall(page)
        if len(found) != 1:
            raise UnmarkedPage(
                f"the page marks {name!r} {len(found)} times; write once, on lines of their own, "
                f"{opening} and {closing}"
            )
        page = page.replace(found[0], f"{opening}\n\n{block}\n\n{closing}")
    return page
