"""Articles of a dataset from JSON Lines, where every line has to be one."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.datasets.errors import InvalidDataset
from index.article import RawArticle
from index.errors import InvalidArticle
from index.language import UNKNOWN, identify, primary, standard_tag
from index.sources.jsonl import Record, Rejection, open_lines, read_articles
from index.text import clean, clean_line
from index.url import canonical_url


def records_in(path: Path) -> Iterator[Record]:
    """Yield the articles of a file, plain or compressed, as `records` does.

    Raises UnreadableSource if it is not there or is damaged.
    """
    with open_lines(path) as (lines, _):
        yield from records(lines, path.name)


def records(lines: Iterable[bytes], name: str) -> Iterator[Record]:
    """Yield an article a line, each with the id that the catalogue will know it by.

    That is its canonical url where it has no id. Raises InvalidDataset naming the first line that
    is not an article, and the reason.
    """
    for record in read_articles(lines):
        if isinstance(record, Rejection):
            raise InvalidDataset(f"{name}, line {record.line}: {record.reason}")
        try:
            yield Record(record.line, _identified(record.raw))
        except InvalidArticle as error:
            raise InvalidDataset(f"{name}, line {record.line}: {error}") from error


def language_of(raw: RawArticle) -> str:
    """Return the declared language in its BCP 47 form; identify it if none is declared.

    Raises InvalidArticle if the declared language is unknown.
    """
    tag = standard_tag(raw.language) if raw.language and raw.language.strip() else UNKNOWN
    if primary(tag) != UNKNOWN:
        return tag
    return identify(f"{clean_line(raw.title or '')}\n{clean(raw.text or raw.summary or '')}")


def _identified(raw: RawArticle) -> RawArticle:
    id_, url = (raw.id or "").strip(), (raw.url or "").strip()
    # nearly all have their id, and copying them would only take time
    if id_ and id_ == raw.id:
        return raw
    if not id_ and not url:
        raise InvalidArticle("id", "the article has neither an id nor a url; give at least one")
    return raw.model_copy(update={"id": id_ or canonical_url(url)})
