"""The sample articles of the demo: invented news, told as threads of several articles."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.datasets.articles import records
from eval.datasets.dataset import Dataset, Source
from eval.datasets.languages import among
from eval.datasets.relevance import all_of
from index.article import RawArticle
from recommender.demo.articles import SAMPLES

NAME = "demo"


def read(_: Path, languages: Sequence[str] = ()) -> Dataset:
    """Relevant are the other articles of the thread, but never versions of the same article."""
    with SAMPLES.open("rb") as lines:
        samples = [record.raw for record in records(lines, SAMPLES.name)]
    counts = Counter(str(sample.language) for sample in samples)
    known = [tag for tag, _ in counts.most_common()]
    chosen = among(NAME, languages, known) or tuple(known)
    samples = [sample for sample in samples if sample.language in chosen]
    threads = defaultdict(list)
    for sample in samples:
        threads[sample.tags[0]].append(sample)
    qrels: dict[str, Mapping[str, int]] = {}
    for sample in samples:
        others = (o for o in threads[sample.tags[0]] if _story(o) != _story(sample))
        qrels |= all_of([str(sample.id)], (str(other.id) for other in others))
    return Dataset(NAME, lambda: iter(samples), qrels, chosen)


SOURCE = Source(
    name=NAME,
    question="Which sample articles tell of the same events?",
    licence="Apache-2.0",
    files=(),
    obtain="it comes with the program",
    read=read,
)


def _story(sample: RawArticle) -> str:
    return sample.translation_key or str(sample.id)
