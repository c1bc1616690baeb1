"""A folder of articles with judgements as TREC has them."""

from pathlib import Path

from eval.datasets.dataset import Source
from eval.datasets.folder import source_in
from eval.qrels import read_qrels

QRELS = "qrels.txt"


def source(folder: Path) -> Source:
    """Return the dataset that lies in `folder`, named after it."""
    return source_in(folder, QRELS, "Which articles did people judge to be related?", read_qrels)
