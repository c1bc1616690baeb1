"""FLORES-200: sentences of news and travel articles in many languages, each an article here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from eval.data import FLORES, FLORES_TAGS, ParallelSentence, read_flores
from eval.datasets.dataset import TRANSLATIONS_WANTED, Dataset, Source
from eval.datasets.languages import among
from eval.datasets.relevance import all_of, each_other
from index.article import RawArticle
from index.language import standard_tag

LANGUAGES = ("en", "zh", "de", "ar", "ja", "hi", "es", "ru", "tr", "sw", "ko", "th")
"""Asked for by default: diverse in script, family and in how much is written in them."""

_ARTICLES, _MATES = "flores-articles", "flores-mates"
_OBTAIN = (
    "it is packed from the devtest part of FLORES-200, github.com/facebookresearch/flores; "
    "put it into the folder that --data names"
)


def read_articles(folder: Path, languages: Sequence[str] = ()) -> Dataset:
    """Relevant are the other sentences of the same article, in any language.

    A sentence and its translations share a translation key. One without siblings is no seed.
    """
    chosen = among(_ARTICLES, languages, FLORES_TAGS) or LANGUAGES
    sentences = read_flores(folder)
    siblings = defaultdict(list)
    for number, sentence in enumerate(sentences):
        siblings[sentence.article].append(number)
    qrels: dict[str, Mapping[str, int]] = {}
    for number, sentence in enumerate(sentences):
        others = (n for n in siblings[sentence.article] if n != number)
        qrels |= all_of(_ids(number, chosen), (id_ for n in others for id_ in _ids(n, chosen)))
    return Dataset(_ARTICLES, partial(_keyed, sentences, chosen), qrels, _standard(chosen))


def read_mates(folder: Path, languages: Sequence[str] = ()) -> Dataset:
    """Relevant are the translations of the sentence, which have no translation key."""
    chosen = among(_MATES, languages, FLORES_TAGS) or LANGUAGES
    sentences = read_flores(folder)
    qrels = each_other(_ids(number, chosen) for number in range(len(sentences)))
    articles = partial(_plain, sentences, chosen)
    return Dataset(_MATES, articles, qrels, _standard(chosen), TRANSLATIONS_WANTED)


ARTICLES = Source(
    name=_ARTICLES,
    question="Which sentences are of the same article, in whatever language?",
    licence="CC BY-SA 4.0",
    files=(FLORES,),
    obtain=_OBTAIN,
    read=read_articles,
)
MATES = Source(
    name=_MATES,
    question="Which sentences are translations of this one?",
    licence="CC BY-SA 4.0",
    files=(FLORES,),
    obtain=_OBTAIN,
    read=read_mates,
)


def _plain(sentences: Sequence[ParallelSentence], languages: Sequence[str]) -> Iterator[RawArticle]:
    for number, sentence in enumerate(sentences):
        for language, id_ in zip(languages, _ids(number, languages), strict=True):
            text = sentence.texts[language]
            yield RawArticle.model_validate(
                {"id": id_, "language": language, "title": text, "text": text}
            )


def _keyed(sentences: Sequence[ParallelSentence], languages: Sequence[str]) -> Iterator[RawArticle]:
    for place, raw in enumerate(_plain(sentences, languages)):
        yield raw.model_copy(update={"translation_key": _key(place // len(languages))})


def _standard(languages: Sequence[str]) -> tuple[str, ...]:
    return tuple(standard_tag(language) for language in languages)


def _ids(number: int, languages: Sequence[str]) -> list[str]:
    return [f"{_key(number)}-{language}" for language in languages]


def _key(number: int) -> str:
    return f"flores-{number:04d}"
