"""Judged articles to evaluate with: those that are known by name, and anybody's in a folder."""

from difflib import get_close_matches
from pathlib import Path

from eval.datasets import decisions, demo, flores, judged, linked, parallel, passages
from eval.datasets.dataset import Source
from eval.datasets.errors import UnknownDataset

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        demo.SOURCE,
        linked.SOURCE,
        flores.ARTICLES,
        flores.MATES,
        parallel.HALVES,
        parallel.MATES,
        passages.MATES,
        passages.HALVES,
    )
}
"""By name, in the order in which a newcomer meets them."""


def find(name_or_path: str) -> Source:
    """Return the dataset of that name, else the one in that folder; './demo' is always a folder.

    A folder holds articles.jsonl and qrels.txt or decisions.jsonl; qrels.txt counts if both are
    there. Raises UnknownDataset naming those that are known.
    """
    if name_or_path in SOURCES:
        return SOURCES[name_or_path]
    folder = Path(name_or_path)
    if not folder.is_dir():
        near = get_close_matches(name_or_path, SOURCES, n=1, cutoff=0)
        raise UnknownDataset(
            f"no dataset is called {name_or_path!r}, and no folder; did you mean {near[0]!r}? "
            f"There are {', '.join(SOURCES)}, and any folder with articles.jsonl and qrels.txt "
            "or decisions.jsonl"
        )
    decided = (folder / decisions.DECISIONS).exists() and not (folder / judged.QRELS).exists()
    return decisions.source(folder) if decided else judged.source(folder)
