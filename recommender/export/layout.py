"""How each kind of site wants its lists: a file a page, one table of all pages, or both."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from recommender.changes.lists import Addressed
from recommender.export.files import safe_name

Format = Literal["json", "hugo", "eleventy", "pelican"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where lists are written in a folder.

    `files` is a folder with a file for each page; `table` is a file with a member for each page,
    under its `key`. `entry` makes the member's value of a page and its list; both begin with the
    page's id.
    """

    files: PurePosixPath | None
    table: PurePosixPath | None
    key: Callable[[Addressed], str]
    entry: Callable[[Addressed, bytes], bytes]

    @property
    def targets(self) -> list[PurePosixPath]:
        """All that is written."""
        return [place for place in (self.files, self.table) if place is not None]


def _by_id(page: Addressed) -> str:
    return page.id


def _by_url(page: Addressed) -> str:
    return page.url or page.id


def _whole(_: Addressed, written: bytes) -> bytes:
    return written


_PAGES = PurePosixPath("pages")


def _pointer(page: Addressed, _: bytes) -> bytes:
    file = str(_PAGES / safe_name(page.id))
    entry = {"id": page.id, "url": page.url, "language": page.language, "file": file}
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


LAYOUTS: dict[Format, Layout] = {
    "json": Layout(_PAGES, PurePosixPath("index.json"), _by_id, _pointer),
    "hugo": Layout(PurePosixPath("data/related"), None, _by_id, _whole),
    "eleventy": Layout(None, PurePosixPath("_data/related.json"), _by_id, _whole),
    "pelican": Layout(None, PurePosixPath("related.json"), _by_url, _whole),
}
