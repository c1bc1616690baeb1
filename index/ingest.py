"""Articles from a source into the catalogue, in batches, with a report of what became of each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from index.article import Article
from index.catalog import Catalog
from index.errors import InvalidArticle
from index.normalise import normalise
from index.outcome import Outcome
from index.sources.jsonl import Record, Rejection

BATCH = 256


@dataclass(slots=True)
class Report:
    """How many articles were added, changed and unchanged, and which lines were rejected."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many articles were read."""
        return self.added + self.changed + self.unchanged + len(self.rejected)

    def count(self, outcomes: Counter[Outcome]) -> None:
        """Count what became of a batch."""
        self.added += outcomes[Outcome.ADDED]
        self.changed += outcomes[Outcome.CHANGED]
        self.unchanged += outcomes[Outcome.UNCHANGED]


def exhaust(steps: Iterator[int]) -> None:
    """Go through all steps."""
    for _ in steps:
        pass


def ingest(
    catalog: Catalog,
    records: Iterable[Record | Rejection],
    now: datetime,
    progress: Callable[[Report], None] | None = None,
    relating: Callable[[Iterator[int]], None] = exhaust,
) -> Report:
    """Put the articles of `records` into the catalogue; what `progress` has seen is durable.

    Then `relating` goes through the steps in which they are entered into shortlists, each of which
    yields how many articles it has done; it may also leave them to a process that keeps the
    catalogue.

    An article whose id stood on an earlier line is rejected, and so is one that is not valid; the
    others go in. `now` bounds the dates that make sense. A catalogue that has much grown is
    calibrated anew.
    Raises ModelMismatch, before anything is written, if the catalogue speaks another model.
    """
    catalog.require_model()
    report = Report()
    first_lines: dict[str, int] = {}
    for batch in _batches(_valid(records, now, first_lines, report)):
        outcomes = catalog.put([article for _, article in batch])
        report.count(Counter(put.outcome for put in outcomes))
        report.rejected += [
            Rejection(line, put.reason, put.id)
            for (line, _), put in zip(batch, outcomes, strict=True)
            if put.reason is not None
        ]
        if progress is not None:
            progress(report)
    catalog.calibrator.keep_up()
    relating(catalog.relate_all())
    report.rejected.sort(key=lambda rejection: rejection.line)
    return report


def _valid(
    records: Iterable[Record | Rejection],
    now: datetime,
    first_lines: dict[str, int],
    report: Report,
) -> Iterator[tuple[int, Article]]:
    for record in records:
        if isinstance(record, Rejection):
            report.rejected.append(record)
            continue
        try:
            article = normalise(record.raw, now)
        except InvalidArticle as error:
            report.rejected.append(Rejection(record.line, str(error), record.raw.id))
            continue
        first = first_lines.setdefault(article.id, record.line)
        if first == record.line:
            yield record.line, article
        else:
            reason = f"duplicate id {article.id!r}: line {first} has it, too, and comes first"
            report.rejected.append(Rejection(record.line, reason, article.id))


def _batches(
    articles: Iterator[tuple[int, Article]],
) -> Iterator[list[tuple[int, Article]]]:
    batch = []
    for numbered in articles:
        batch.append(numbered)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
