"""Readers of the packed training data: every source yields rows of texts that mean the same.

All files are xz-compressed, tab-separated UTF-8. A row of `titles`, `news` or `bible` holds one
`language=text` cell a language; a row of `sentences` or `lexicon` holds two languages, two texts
and the origin.
"""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCES = ("titles", "sentences", "news", "lexicon", "bible")
HELD_OUT_NEWS = "newstest2013"
"""The news set in six languages that is kept out of training; choices are made on it."""

HELD_OUT_EVERY = 100
"""Every hundredth sentence pair is kept out of training, for languages that have no news."""


@dataclass(frozen=True, slots=True)
class Row:
    """Texts of one meaning by language; `document` names the set of rows it belongs to.

    Rows of a news set or of the bible follow each other; the order of other rows means nothing.
    """

    document: str
    texts: dict[str, str]


def available(folder: Path) -> tuple[str, ...]:
    """Return the sources whose packed file is in the folder; FileNotFoundError if none is."""
    found = tuple(source for source in SOURCES if _packed(folder, source).exists())
    if not found:
        raise FileNotFoundError(f"no training data in {str(folder)!r}: give its place with --data")
    return found


def read(folder: Path, source: str) -> Iterator[Row]:
    """Stream the rows of one of `SOURCES`; FileNotFoundError if the packed file is absent."""
    with lzma.open(_packed(folder, source), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _PARSERS[source](line.rstrip("\n").split("\t"))


def _packed(folder: Path, source: str) -> Path:
    return folder / f"{source}.tsv.xz"


def _parse_titles(cells: list[str]) -> Row:
    return Row("titles", _by_language(cells))


def _parse_news(cells: list[str]) -> Row:
    return Row(cells[0], _by_language(cells[2:]))


def _parse_bible(cells: list[str]) -> Row:
    return Row("bible", _by_language(cells[1:]))


def _parse_pair(cells: list[str]) -> Row:
    return Row(f"{cells[0]}-{cells[1]}", {cells[0]: cells[2], cells[1]: cells[3]})


def _parse_entry(cells: list[str]) -> Row:
    return _parse_pair([*cells[:2], _joined(cells[2]), _joined(cells[3])])


def _joined(text: str) -> str:
    """Undo the spelling of person names letter by letter, as the lexicon has many."""
    parts = text.split(" ")
    return "".join(parts) if len(parts) > 2 and all(len(part) == 1 for part in parts) else text


def _by_language(cells: list[str]) -> dict[str, str]:
    parts = (cell.partition("=") for cell in cells)
    return {language: text for language, _, text in parts if text}


_PARSERS = {
    "titles": _parse_titles,
    "sentences": _parse_pair,
    "news": _parse_news,
    "lexicon": _parse_entry,
    "bible": _parse_bible,
}
