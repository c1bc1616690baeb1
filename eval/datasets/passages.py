"""Passages of translated news that no encoder here was trained on: the translation, or the rest.

The set newstest2013 (WMT) has consecutive sentences of real news in six languages, but not where
one article ends and the next begins. So it is cut into passages of about 300 English words, and a
passage may hold the end of one article and the beginning of another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.datasets.aligned import Passage, article_of
from eval.datasets.dataset import TRANSLATIONS_WANTED, Dataset, Source
from eval.datasets.languages import among
from eval.datasets.relevance import all_of, each_other
from index.encoder.training.corpus import HELD_OUT_NEWS, read

WORDS = 300

_FILE = "../train/news.tsv.xz"
_LANGUAGES = ("en", "cs", "de", "es", "fr", "ru")

Texts = Mapping[str, str]
"""What a sentence is in each language, by BCP 47 tag."""


def read_mates(folder: Path, languages: Sequence[str] = ()) -> Dataset:
    """Relevant are the translations of the passage, which have no translation key."""
    chosen = among(MATES.name, languages, _LANGUAGES) or _LANGUAGES
    passages = _translated(dict(enumerate(_read(folder))), "", chosen)
    return _dataset(MATES, passages, each_other(_ids(passages).values()), chosen)


def read_halves(folder: Path, languages: Sequence[str] = ()) -> Dataset:
    """First halves of passages, by sentences, are seeds; relevant are second halves.

    Those in any language are, and no half has a translation key.
    """
    chosen = among(HALVES.name, languages, _LANGUAGES) or _LANGUAGES
    whole = {number: rows for number, rows in enumerate(_read(folder)) if len(rows) > 1}
    middle = {number: (len(rows) + 1) // 2 for number, rows in whole.items()}
    first = _translated({n: rows[: middle[n]] for n, rows in whole.items()}, "-1", chosen)
    second = _translated({n: rows[middle[n] :] for n, rows in whole.items()}, "-2", chosen)
    seeds, relevant = _ids(first), _ids(second)
    qrels: dict[str, Mapping[str, int]] = {}
    for number in whole:
        qrels |= all_of(seeds[number], relevant[number])
    return _dataset(HALVES, [*first, *second], qrels, chosen)


def place_of(id_: str) -> int:
    """Return the place in the text, from 0, of the passage that an article is or is half of."""
    return int(id_.split("-")[1])


def cut(rows: Iterable[Texts], words: int = WORDS) -> list[list[Texts]]:
    """Cut consecutive sentences into passages of at least so many English words.

    What is left at the end is a passage if it has half as many.
    """
    passages: list[list[Texts]] = []
    passage: list[Texts] = []
    for row in rows:
        passage.append(row)
        if _words(passage) >= words:
            passages.append(passage)
            passage = []
    return [*passages, passage] if _words(passage) >= words / 2 else passages


_OBTAIN = (
    "it is packed from the news test sets of WMT, www.statmt.org; put it into a folder 'train' "
    "beside the one that --data names"
)
MATES = Source(
    name="news-mates",
    question="Which passages of news are translations of this one?",
    licence="WMT, for research",
    files=(_FILE,),
    obtain=_OBTAIN,
    read=read_mates,
)
HALVES = Source(
    name="news-halves",
    question="Which passage of news goes on where this one ends, in whatever language?",
    licence="WMT, for research",
    files=(_FILE,),
    obtain=_OBTAIN,
    read=read_halves,
)


def _read(folder: Path) -> list[list[Texts]]:
    rows = read((folder / _FILE).parent, "news")
    return cut(row.texts for row in rows if row.document == HELD_OUT_NEWS)


def _words(rows: Iterable[Texts]) -> int:
    return sum(len(row.get("en", "").split()) for row in rows)


def _translated(
    parts: Mapping[int, Sequence[Texts]], half: str, languages: Sequence[str]
) -> list[Passage]:
    found = []
    for number, rows in parts.items():
        for language in languages:
            lines = tuple(row[language] for row in rows if row.get(language))
            if lines:
                found.append(Passage(f"news-{number:03d}{half}", language, lines))
    return found


def _ids(passages: Iterable[Passage]) -> Mapping[int, Sequence[str]]:
    ids = defaultdict(list)
    for passage in passages:
        ids[place_of(passage.id)].append(_id(passage))
    return ids


def _dataset(
    source: Source,
    passages: Sequence[Passage],
    qrels: Mapping[str, Mapping[str, int]],
    languages: tuple[str, ...],
) -> Dataset:
    articles = [article_of(passage, _id(passage)) for passage in passages]
    return Dataset(source.name, lambda: iter(articles), qrels, languages, TRANSLATIONS_WANTED)


def _id(passage: Passage) -> str:
    return f"{passage.id}-{passage.language}"
