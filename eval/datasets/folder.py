"""Anybody's data: a folder with articles as JSON Lines and judgements of some kind beside them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from eval.datasets.articles import language_of, records_in
from eval.datasets.dataset import Dataset, Source
from eval.datasets.errors import InvalidDataset
from eval.datasets.languages import among
from eval.qrels import Qrels
from index.article import RawArticle
from index.errors import InvalidArticle
from index.language import UNKNOWN
from index.url import canonical_url

_ARTICLES = "articles.jsonl"
_ENDINGS = ("", ".gz", ".bz2", ".xz", ".zst")


@dataclass(frozen=True, slots=True)
class Collection:
    """A file of articles, with the language of each by id."""

    path: Path
    languages: Mapping[str, str]

    def judged(self, name: str, qrels: Qrels, asked: Sequence[str] = ()) -> Dataset:
        """Return the dataset, with articles in the languages that are asked for, any for ().

        An address in the judgements stands for its canonical form. Judgements about articles in
        other languages are left out; those about unknown ones stay, to be counted when they are
        checked. Raises InvalidDataset for a language without articles.
        """
        qrels = self._by_id(qrels)
        counts = Counter(tag for tag in self.languages.values() if tag != UNKNOWN)
        known = tuple(tag for tag, _ in counts.most_common())
        if not asked:
            return Dataset(name, lambda: self._articles(self.languages.keys()), qrels, known)
        chosen = among(name, asked, known)
        kept = {id_ for id_, tag in self.languages.items() if tag in chosen}
        left_out = self.languages.keys() - kept
        return Dataset(name, lambda: self._articles(kept), _without(qrels, left_out), chosen)

    def _by_id(self, qrels: Qrels) -> Qrels:
        found: dict[str, dict[str, int]] = {}
        for seed, grades in qrels.items():
            grades = {self._id(article): grade for article, grade in grades.items()}
            found.setdefault(self._id(seed), {}).update(grades)
        return found

    def _id(self, written: str) -> str:
        if written in self.languages or not written.startswith(("http://", "https://")):
            return written
        try:
            canonical = canonical_url(written)
        except InvalidArticle:
            return written
        return canonical if canonical in self.languages else written

    def _articles(self, ids: AbstractSet[str]) -> Iterator[RawArticle]:
        return (record.raw for record in records_in(self.path) if record.raw.id in ids)


def source_in(
    folder: Path, judgements: str, question: str, read_judgements: Callable[[Path], Qrels]
) -> Source:
    """Return the dataset of articles and a file of judgements in `folder`, named after it."""
    folder = folder.resolve()
    articles = _articles_file(folder)

    def read(_: Path, languages: Sequence[str]) -> Dataset:
        qrels = read_judgements(folder / judgements)
        return read_collection(articles).judged(folder.name, qrels, languages)

    return Source(
        name=folder.name,
        question=question,
        licence="as whoever made it says",
        # absolute, so that they are found wherever the other data is
        files=(str(articles), str(folder / judgements)),
        obtain="a folder of your own data needs articles.jsonl, plain or compressed, "
        "and qrels.txt or decisions.jsonl; see 'recommender-eval datasets --help'",
        read=read,
    )


def read_collection(path: Path) -> Collection:
    """Read which articles there are.

    Raises InvalidDataset naming the line that is not an article, or whose id stood before.
    """
    languages: dict[str, str] = {}
    for record in records_in(path):
        place, id_ = f"{path.name}, line {record.line}", str(record.raw.id)
        if id_ in languages:
            raise InvalidDataset(f"{place}: id {id_!r} stands on an earlier line, too; keep one")
        try:
            languages[id_] = language_of(record.raw)
        except InvalidArticle as error:
            raise InvalidDataset(f"{place}: {error}") from error
    if not languages:
        raise InvalidDataset(f"{str(path)!r} holds no articles")
    return Collection(path, languages)


def _articles_file(folder: Path) -> Path:
    paths = [folder / f"{_ARTICLES}{ending}" for ending in _ENDINGS]
    return next((path for path in paths if path.exists()), paths[0])


def _without(qrels: Qrels, ids: AbstractSet[str]) -> Qrels:
    kept = {
        seed: {article: grade for article, grade in grades.items() if article not in ids}
        for seed, grades in qrels.items()
        if seed not in ids
    }
    return {seed: grades for seed, grades in kept.items() if grades}
