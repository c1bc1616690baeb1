"""What editors and engine agree on, by week and by the languages of page and article."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recommender.deciding.agreement import Judgement, Key, Tally, tallied
from recommender.desk.teach.agreeing import Share, agreed

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """What was judged, and how often the engine agreed."""

    tally: Tally
    share: Share


@dataclass(frozen=True, slots=True)
class Sheet:
    """Agreement by week, in order, and by language pair, those judged most first.

    `pair` is the one that the weeks are about, None for all; `total` is None if none was judged.
    """

    weeks: Mapping[date, Row]
    pairs: Mapping[Pair, Row]
    total: Row | None
    pair: Pair | None = None


def sheet_of(judgements: Sequence[Judgement], pair: Pair | None = None) -> Sheet:
    """Return the agreement of judgements; the weeks and the total are those of a pair alone."""
    pairs = _rows(judgements, lambda each: each.languages)
    asked = [each for each in judgements if pair in (None, each.languages)]
    weeks = _rows(asked, lambda each: each.week)
    (total,) = _rows(asked, lambda _: date.min).values() or (None,)
    most_first = sorted(pairs.items(), key=lambda item: (-item[1].share.of, item[0]))
    return Sheet(weeks, dict(most_first), total, pair)


def _rows(judgements: Sequence[Judgement], by: Callable[[Judgement], Key]) -> dict[Key, Row]:
    return {key: Row(tally, agreed(tally)) for key, tally in tallied(judgements, by).items()}
