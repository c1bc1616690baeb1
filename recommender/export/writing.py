"""Writing lists as a layout has it: each file whole at any moment, and only where it is another."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from recommender.changes.lists import Addressed
from recommender.export.files import replace_with, safe_name, sweep_up
from recommender.export.layout import Layout
from recommender.export.table import Member, id_in, members_of, merged, table_of

_OURS = re.compile(r"[0-9a-f]{32}\.json")

Made = tuple[Addressed, bytes]
"""A page and its list."""


class Writing:
    """Writes lists into a folder; `counts` says how many files were 'written' and 'removed'.

    Everything raises OSError if it cannot be written.
    """

    def __init__(self, folder: Path, layout: Layout) -> None:
        self._folder, self._layout = folder, layout
        self.counts: Counter[str] = Counter(written=0, removed=0)
        for target in layout.targets:
            sweep_up((folder / target).parent)
            sweep_up(folder / target)

    def all(self, made: Iterable[Made]) -> None:
        """Let these lists, in the order of the layout's keys, be all that there are."""
        names: set[str] = set()
        self._to_table(self._members(self._to_files(made, names)))
        if self._layout.files:
            for file in (self._folder / self._layout.files).iterdir():
                if _OURS.fullmatch(file.name) and file.name not in names:
                    self._remove(file)

    def some(self, ids: Collection[str], made: Iterable[Made]) -> None:
        """Let the pages with some ids have these lists, and those that got none be gone."""
        if not ids:
            return
        names: set[str] = set()
        changed = list(self._members(self._to_files(made, names)))
        if self._layout.table:
            others = members_of(self._folder / self._layout.table)
            kept = (member for member in others if id_in(member[1]) not in ids)
            self._to_table(merged(kept, changed))
        if self._layout.files:
            for name in {safe_name(id_) for id_ in ids} - names:
                self._remove(self._folder / self._layout.files / name)

    def _members(self, made: Iterable[Made]) -> Iterator[Member]:
        for page, written in made:
            yield self._layout.key(page), self._layout.entry(page, written)

    def _to_files(self, made: Iterable[Made], names: set[str]) -> Iterator[Made]:
        """Pass on what is made, and write it if each page has a file; note the names of these."""
        for page, written in made:
            if self._layout.files:
                name = safe_name(page.id)
                self._write(self._folder / self._layout.files / name, (written,))
                names.add(name)
            yield page, written

    def _to_table(self, members: Iterable[Member]) -> None:
        if self._layout.table:
            self._write(self._folder / self._layout.table, table_of(members))
        else:
            for _ in members:
                pass

    def _write(self, path: Path, parts: Iterable[bytes]) -> None:
        self.counts["written"] += replace_with(path, parts)

    def _remove(self, path: Path) -> None:
        if path.exists():
            path.unlink()
            self.counts["removed"] += 1
