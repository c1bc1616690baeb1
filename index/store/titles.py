"""Articles by what their titles say, in any script, and the latest of them."""

from dataclasses import dataclass
from unicodedata import normalize

from index.store.connection import Connections
from index.store.records import Card
from index.store.rows import card_of

_PART = 3
_LONGEST_QUERY = 200
_MOST_TERMS = 12
# so many parts are looked for that begin with a term of one character, and of two
_MOST_PARTS = {1: 200, 2: 2000}
# from Thai on many scripts leave no spaces between words
_UNSPACED = "\u0e00"
_NEAREST = 50
_ENOUGH_IN_COMMON = 0.5

_CARD = "a.row, a.id, a.url, a.title, a.summary, a.image_url, a.language, a.published_at"
# bm25 is negative, and the smaller the better; what is from today counts half as much again
_FOUND = f"""
    SELECT {_CARD} FROM (
        SELECT row, min(fit) AS fit FROM (
            SELECT rowid AS row, bm25(title_words) AS fit FROM title_words WHERE title_words MATCH ?
            UNION ALL
            SELECT rowid, bm25(title_parts) FROM title_parts WHERE title_parts MATCH ?
        ) GROUP BY row
    ) JOIN articles a USING (row) WHERE a.status = 'published' {{among}}
    ORDER BY fit * (1.5 - min(0.5,
        coalesce(max(0, julianday('now') - julianday(a.published_at)) / 730, 0.5))), a.row DESC
    LIMIT ? OFFSET ?
"""
_LATEST = f"""
    SELECT {_CARD} FROM articles a WHERE a.status = 'published' {{among}}
    ORDER BY a.published_at DESC, a.row DESC LIMIT ? OFFSET ?
"""
_BEGINNING_WITH = "SELECT term FROM title_part_list WHERE term >= ? AND term < ? LIMIT ?"


@dataclass(frozen=True, slots=True)
class Among:
    """Which articles are looked at: those of a language and of a section, each None for all."""

    language: str | None = None
    section: str | None = None

    def wanted(self) -> tuple[str, tuple[str, ...]]:
        """Return what an SQL statement adds to its conditions, and its values."""
        named = {"language": self.language, "section": self.section}
        given = {column: value for column, value in named.items() if value is not None}
        return "".join(f" AND a.{column} = ?" for column in given), tuple(given.values())


EVERYTHING = Among()


class Titles:
    """Finds published articles of a store by words, beginnings and parts of their titles."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def latest(self, limit: int, offset: int = 0, among: Among = EVERYTHING) -> list[Card]:
        """Return the latest published articles, latest first."""
        added, values = among.wanted()
        return self._cards(_LATEST.format(among=added), *values, limit, offset)

    def search(
        self, query: str, limit: int, offset: int = 0, among: Among = EVERYTHING
    ) -> list[Card]:
        """Return articles whose titles have all terms of a query, best first.

        A term is what stands between spaces. A title has it as a word or the beginning of one,
        whatever its accents, or as a part of what is written there. Rare terms count most (BM25),
        and of titles that fit as well the later one. Of a single character, such as 的, that stands
        before very many others, not all titles are found.
        """
        terms = _terms(query)
        if not terms:
            return []
        words = " ".join(f"{_quoted(term)}*" for term in terms)
        parts = " AND ".join(self._as_part(term) for term in terms)
        added, values = among.wanted()
        return self._cards(_FOUND.format(among=added), words, parts, *values, limit, offset)

    def closest(self, query: str, limit: int, among: Among = EVERYTHING) -> list[Card]:
        """Return articles whose titles have at least half of the parts of a query, best first.

        They bridge slips of the pen, and sentences without spaces.
        """
        parts = {part for term in _terms(query) for part in _parts(term)}
        if not parts:
            return []
        anyone = " OR ".join(map(_quoted, sorted(parts)))
        added, values = among.wanted()
        statement = _FOUND.format(among=added)
        near = self._cards(statement, _quoted(" "), anyone, *values, _NEAREST, 0)
        enough = len(parts) * _ENOUGH_IN_COMMON
        return [card for card in near if len(parts & _parts(card.title.lower())) >= enough][:limit]

    def _as_part(self, term: str) -> str:
        if len(term) >= _PART:
            return _quoted(term)
        if len(term) == 1 and term < _UNSPACED:
            # a letter is no part of anything; as a word, and as a beginning, it is found anyway
            return _quoted(term)
        end = term[:-1] + chr(ord(term[-1]) + 1)
        begun = self._connections.read(_BEGINNING_WITH, term, end, _MOST_PARTS[len(term)])
        parts = [part for (part,) in begun] or [term]
        return "(" + " OR ".join(map(_quoted, parts)) + ")"

    def _cards(self, statement: str, *values: object) -> list[Card]:
        return [card_of(row) for row in self._connections.read(statement, *values)]


def _terms(query: str) -> list[str]:
    cleaned = normalize("NFC", query[:_LONGEST_QUERY]).replace("\0", " ")
    return cleaned.lower().split()[:_MOST_TERMS]


def _parts(text: str) -> set[str]:
    return {text[start : start + _PART] for start in range(len(text) - _PART + 1)}


def _quoted(term: str) -> str:
    doubled = term.replace('"', '""')
    return f'"{doubled}"'
