"""Translated documents, laid out as NTREX-128 is: find the translation, or the other half."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.datasets.aligned import Aligned, Passage, article_of, read_aligned, without_variants
from eval.datasets.dataset import TRANSLATIONS_WANTED, Dataset, Source
from eval.datasets.languages import among
from eval.datasets.relevance import all_of, each_other
from index.article import RawArticle

_ROOT = "NTREX"
_IDS = f"{_ROOT}/DOCUMENT_IDS.tsv"
_TEXTS = f"{_ROOT}/NTREX-128"
_FILES = (_IDS, f"{_TEXTS}/newstest2019-src.eng.txt")
_LICENCE = "CC BY-SA 4.0"
_OBTAIN = (
    "clone the public repository https://github.com/MicrosoftTranslator/NTREX into the folder "
    f"that --data names, as {_ROOT}"
)


def read_mates(folder: Path, languages: Sequence[str] = ()) -> Dataset:
    """Relevant are the translations of the document, which have no translation key."""
    aligned, chosen = _read(MATES, folder, languages)
    passages = aligned.passages(aligned.documents, chosen)
    articles = [_article(passage) for passage in passages]
    qrels = each_other(_by_part(passages).values())
    return Dataset(MATES.name, lambda: iter(articles), qrels, chosen, TRANSLATIONS_WANTED)


def read_halves(folder: Path, languages: Sequence[str] = ()) -> Dataset:
    """First halves of documents, by lines, are seeds; relevant are second halves in any language.

    The translations of a half share a translation key. A document of one line has no halves.
    """
    aligned, chosen = _read(HALVES, folder, languages)
    halves = {
        id_: (lines[: (len(lines) + 1) // 2], lines[(len(lines) + 1) // 2 :])
        for id_, lines in aligned.documents.items()
        if len(lines) > 1
    }
    parts = {f"{id_}-{n}": half for id_, two in halves.items() for n, half in enumerate(two, 1)}
    passages = aligned.passages(parts, chosen)
    ids = _by_part(passages)
    qrels: dict[str, Mapping[str, int]] = {}
    for document in halves:
        qrels |= all_of(ids[f"{document}-1"], ids[f"{document}-2"])
    articles = [
        _article(each).model_copy(update={"translation_key": f"ntrex-{each.id}"})
        for each in passages
    ]
    return Dataset(HALVES.name, lambda: iter(articles), qrels, chosen)


MATES = Source(
    name="parallel-mates",
    question="Which documents are translations of this one?",
    licence=_LICENCE,
    files=_FILES,
    obtain=_OBTAIN,
    read=read_mates,
)
HALVES = Source(
    name="parallel-halves",
    question="Which document is the second half of this story, in whatever language?",
    licence=_LICENCE,
    files=_FILES,
    obtain=_OBTAIN,
    read=read_halves,
)


def _read(
    source: Source, folder: Path, languages: Sequence[str]
) -> tuple[Aligned, tuple[str, ...]]:
    aligned = read_aligned(folder / _IDS, folder / _TEXTS)
    tags = list(aligned.files)
    return aligned, among(source.name, languages, tags) or without_variants(tags)


def _by_part(passages: Sequence[Passage]) -> Mapping[str, Sequence[str]]:
    ids = defaultdict(list)
    for passage in passages:
        ids[passage.id].append(_id(passage))
    return ids


def _id(passage: Passage) -> str:
    return f"ntrex-{passage.id}-{passage.language}"


def _article(passage: Passage) -> RawArticle:
    return article_of(passage, _id(passage))
