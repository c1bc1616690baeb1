"""How large a dataset is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from eval.datasets.articles import language_of
from eval.datasets.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Size:
    """Counts of articles, of seeds, of pairs that are judged, and of articles by language."""

    articles: int
    seeds: int
    judgements: int
    languages: Mapping[str, int]


def size_of(dataset: Dataset) -> Size:
    """Count what the dataset holds; languages with most articles first."""
    languages = Counter(language_of(article) for article in dataset.articles())
    return Size(
        articles=languages.total(),
        seeds=len(dataset.qrels),
        judgements=sum(map(len, dataset.qrels.values())),
        languages=dict(languages.most_common()),
    )
