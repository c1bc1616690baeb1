"""Texts whose lines are translations of each other, in files of one language each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import langcodes

from eval.datasets.errors import InvalidDataset
from index.article import RawArticle


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive lines of a document in one language; lines of white space are left out."""

    id: str
    language: str
    lines: tuple[str, ...]


def article_of(passage: Passage, id_: str) -> RawArticle:
    """Return a passage as an article: its first line is the title, and the text if it is alone."""
    first, *others = passage.lines
    text = "\n".join(others) or first
    return RawArticle.model_validate(
        {"id": id_, "language": passage.language, "title": first, "text": text}
    )


@dataclass(frozen=True, slots=True)
class Aligned:
    """`documents` are runs of line numbers by id, `files` texts by BCP 47 tag, line by line."""

    documents: Mapping[str, range]
    files: Mapping[str, Path]

    def passages(self, parts: Mapping[str, range], languages: Sequence[str]) -> list[Passage]:
        """Return each part, a run of line numbers by id, in each language that has text there.

        Raises InvalidDataset naming a file that has more or fewer lines than the documents.
        """
        count = sum(map(len, self.documents.values()))
        found = []
        for language in languages:
            lines = _lines(self.files[language])
            if len(lines) != count:
                raise InvalidDataset(
                    f"{str(self.files[language])!r} has {len(lines)} lines, but documents are "
                    f"named for {count}; every line must be the translation of the same one"
                )
            for id_, numbers in parts.items():
                some = tuple(lines[number] for number in numbers if lines[number].strip())
                if some:
                    found.append(Passage(id_, language, some))
        return found


def read_aligned(ids: Path, texts: Path) -> Aligned:
    """Read the document id of each line, and find the files `*-src.CODE.txt` and `*-ref.CODE.txt`.

    Raises InvalidDataset for a document in two places, for a code of no language, and for two files
    of one language.
    """
    documents: dict[str, range] = {}
    for id_, run in groupby(enumerate(_lines(ids)), key=lambda line: line[1].strip()):
        numbers = [number for number, _ in run]
        if id_ in documents:
            raise InvalidDataset(
                f"{ids.name}, line {numbers[0] + 1}: document {id_!r} goes on after another began; "
                "the lines of a document must follow each other"
            )
        documents[id_] = range(numbers[0], numbers[-1] + 1)
    return Aligned(documents, _by_language([*_sorted(texts, "src"), *_sorted(texts, "ref")]))


def without_variants(tags: Collection[str]) -> tuple[str, ...]:
    """Leave out regional forms of languages that are there without a region, too."""
    return tuple(tag for tag in tags if (plain := _without_region(tag)) == tag or plain not in tags)


def _without_region(tag: str) -> str:
    language = langcodes.Language.get(tag)
    return str(langcodes.Language.make(language=language.language, script=language.script))


def _sorted(folder: Path, role: str) -> list[Path]:
    return sorted(folder.glob(f"*-{role}.*.txt"))


def _by_language(paths: Sequence[Path]) -> Mapping[str, Path]:
    files: dict[str, Path] = {}
    for path in paths:
        tag = _tag(path)
        if tag in files:
            raise InvalidDataset(
                f"{str(files[tag])!r} and {path.name!r} are both in {tag!r}; take one away"
            )
        files[tag] = path
    return files


def _tag(path: Path) -> str:
    code = path.stem.rpartition(".")[2]
    try:
        # NTREX names Modern Standard Arabic and the like, which stand for the whole language
        tag: str = langcodes.standardize_tag(code, macro=True)
        known = langcodes.tag_is_valid(tag)
    except (langcodes.LanguageTagError, AttributeError):
        known = False
    if not known:
        raise InvalidDataset(f"{str(path)!r}: {code!r} is not the code of a language")
    return tag


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataset(f"cannot read {str(path)!r}: {error}") from error
    return text.removesuffix("\n").split("\n")
