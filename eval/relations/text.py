"""What was measured of relations, as lines for a terminal."""

from collections.abc import Iterator

from eval.relations.report import Relating, Said


def lines_of(found: Relating) -> Iterator[str]:
    """Yield the table of the engine, then what it comes to beside the baselines."""
    yield f"{found.pairs} pairs for {found.part}, of {found.threads} threads of news"
    yield ""
    yield from _table(found.labels, found.engine)
    yield ""
    yield f"{'':22}macro-F1  95 % interval   right"
    yield _sum("engine", found.engine)
    yield _sum("by the dates alone", found.by_date)
    yield _sum("always the commonest", found.majority)


def _table(labels: tuple[str, ...], said: Said) -> Iterator[str]:
    columns = "".join(f"{label:>12}" for label in labels)
    yield f"{'is ↓, said →':14}{columns}  precision  recall     F1"
    for label, counts, judged in zip(labels, said.table, said.judged, strict=True):
        cells = "".join(f"{count:12}" for count in counts)
        shares = f"{judged.precision:11.2f}{judged.recall:8.2f}{judged.f1:7.2f}"
        yield f"{label:14}{cells}{shares}"


def _sum(name: str, said: Said) -> str:
    low, high = said.interval
    return f"{name:22}{said.macro_f1:8.3f}  {low:.3f} to {high:.3f}  {said.accuracy:5.0%}"
