"""Many articles, in as many requests as the service takes them in."""

from collections.abc import Iterable, Iterator

from index.article import RawArticle
from recommender.api.wire import RejectionOut, ReportOut

BATCH_BYTES = 1 << 20
"""Lines are sent as soon as they are this many bytes; the service takes 8 MiB by default."""


def batches(articles: Iterable[RawArticle]) -> Iterator[tuple[int, bytes]]:
    """Yield lines of JSON, a batch at a time, with how many articles came before it."""
    before, lines, size = 0, list[bytes](), 0
    for article in articles:
        line = article.model_dump_json(exclude_unset=True).encode() + b"\n"
        if lines and size + len(line) > BATCH_BYTES:
            yield before, b"".join(lines)
            before, lines, size = before + len(lines), [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield before, b"".join(lines)


def total(reports: Iterable[tuple[int, ReportOut]]) -> ReportOut:
    """Return one report of all batches; its lines count the articles, from 1."""
    whole = ReportOut(added=0, changed=0, unchanged=0, rejected=[])
    for before, report in reports:
        whole.added += report.added
        whole.changed += report.changed
        whole.unchanged += report.unchanged
        whole.rejected += [_moved(each, before) for each in report.rejected]
    return whole


def _moved(rejected: RejectionOut, lines: int) -> RejectionOut:
    return rejected.model_copy(update={"line": rejected.line + lines})
