"""What every set of judged articles looks like, whatever it was read from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from eval.errors import DataAbsent
from eval.qrels import Qrels
from index.article import RawArticle

TRANSLATIONS_WANTED: Mapping[str, object] = MappingProxyType({"infer_stories": False})
"""Settings for a question whose answer is a translation: one that is found is no other story."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Articles and judgements about them.

    `articles` yields them anew each time it is called; their ids are those of `qrels`, whose keys
    are the seeds. `languages` (BCP 47) are asked for one by one in a language matrix; () for none.
    `settings` are those of the engine that the question needs, unless others are given.
    """

    name: str
    articles: Callable[[], Iterator[RawArticle]]
    qrels: Qrels
    languages: tuple[str, ...]
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of dataset: what it asks, under which licence, and which `files` it is read from.

    `files` are paths in the folder of evaluation data; `obtain` says how to get them if they are
    not there. `read(folder, languages)` reads it, restricted to languages unless they are ().
    """

    name: str
    question: str
    licence: str
    files: tuple[str, ...]
    obtain: str
    read: Callable[[Path, Sequence[str]], Dataset]

    def missing(self, folder: Path) -> list[Path]:
        """Return the files that are not in the folder."""
        return [folder / file for file in self.files if not (folder / file).exists()]

    def load(self, folder: Path, languages: Sequence[str] = ()) -> Dataset:
        """Read it. Raises DataAbsent naming the file that is not there and how to get it."""
        for path in self.missing(folder):
            raise DataAbsent(f"{self.name} needs {str(path)!r}, which is not there; {self.obtain}")
        return self.read(folder, languages)
