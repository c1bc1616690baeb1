"""A click log as columns, and its reader."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError

from eval.clicks.errors import InvalidLog
from index.arrays import Mask
from index.sources.jsonl import open_lines

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClickLog:
    """n page views that showed m articles in all.

    `seeds` (s,) and `articles` (a,) are ids, each once. `seed` (n,) is the place in `seeds` of the
    page that was read. `view`, `article`, `position`, `clicked` and `propensity`, (m,) each, say
    what stood where: places in the views and in `articles`, positions from 1, and the probability
    with which a reader of that page would have examined that article; None if it was not logged.
    """

    seeds: tuple[str, ...]
    articles: tuple[str, ...]
    seed: Ints
    view: Ints
    article: Ints
    position: Ints
    clicked: Mask
    propensity: Floats | None

    @property
    def views(self) -> int:
        """Number of page views."""
        return len(self.seed)

    @property
    def positions(self) -> int:
        """The deepest position that an article stood at."""
        return int(self.position.max(initial=0))

    def of_views(self, kept: Mask) -> "ClickLog":
        """Return the log of some of the views; `kept` is (n,)."""
        rows = kept[self.view]
        return ClickLog(
            self.seeds,
            self.articles,
            self.seed[kept],
            (np.cumsum(kept) - 1)[self.view[rows]],
            self.article[rows],
            self.position[rows],
            self.clicked[rows],
            None if self.propensity is None else self.propensity[rows],
        )


class Shown(BaseModel):
    """An article on a page; `propensity` may be left out for the whole log."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: str
    position: Annotated[int, Field(strict=True, ge=1, le=1000)]
    clicked: StrictBool
    propensity: Annotated[float, Field(strict=True, gt=0, le=1)] | None = None


class Impression(BaseModel):
    """A view of the page `seed`; other fields, such as the time, are passed over."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    seed: str
    items: list[Shown]


def read_log(path: Path) -> ClickLog:
    """Read a log of one impression a line, plain or compressed.

    Raises InvalidLog naming line, field and value of the first that is wrong; UnreadableSource.
    """
    with open_lines(path) as (lines, _):
        log = columns(read_impressions(lines))
    if not log.views:
        raise InvalidLog(f"{str(path)!r} holds no page views; give one impression a line")
    return log


def read_impressions(lines: Iterable[bytes]) -> Iterator[Impression]:
    """Yield an impression a line; empty lines are passed over. Raises InvalidLog."""
    logged: bool | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        impression = _read(number, line.removeprefix(b"\xef\xbb\xbf"))
        for item in impression.items:
            given = item.propensity is not None
            if logged is not None and given != logged:
                raise InvalidLog(
                    f"line {number}: article {item.id!r} has {'a' if given else 'no'} propensity, "
                    "unlike those before; log it for every article or for none"
                )
            logged = given
        yield impression


def columns(impressions: Iterable[Impression]) -> ClickLog:
    """Turn impressions into columns, in their order."""
    seeds: dict[str, int] = {}
    articles: dict[str, int] = {}
    seed: list[int] = []
    shown: list[int] = []
    rows: list[tuple[int, int, bool, float | None]] = []
    for impression in impressions:
        seed.append(seeds.setdefault(impression.seed, len(seeds)))
        shown.append(len(impression.items))
        for item in impression.items:
            article = articles.setdefault(item.id, len(articles))
            rows.append((article, item.position, item.clicked, item.propensity))
    # a missing propensity becomes nan
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    logged = len(table) > 0 and not np.isnan(table[0, 3])
    return ClickLog(
        tuple(seeds),
        tuple(articles),
        np.array(seed, dtype=np.int64),
        np.repeat(np.arange(len(shown)), shown),
        table[:, 0].astype(np.int64),
        table[:, 1].astype(np.int64),
        table[:, 2].astype(np.bool_),
        table[:, 3] if logged else None,
    )


def _read(number: int, line: bytes) -> Impression:
    try:
        impression = Impression.model_validate_json(line)
    except ValidationError as error:
        raise InvalidLog(f"line {number}: {_first_problem(error)}") from None
    for field in ("id", "position"):
        seen = [getattr(item, field) for item in impression.items]
        if len(set(seen)) < len(seen):
            twice = next(value for value in seen if seen.count(value) > 1)
            raise InvalidLog(
                f"line {number}: {field} {twice!r} stands twice in items; "
                "a page shows each article once, each at a position of its own"
            )
    return impression


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False)[0]
    if problem["type"] == "json_invalid":
        return f"not valid JSON: {problem['ctx']['error']}"
    field = ".".join(str(part) for part in problem["loc"]) or "impression"
    return f"{field}: {problem['msg'].lower()}; got {repr(problem['input'])[:80]}"
