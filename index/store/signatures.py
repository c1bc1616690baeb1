"""The signatures of articles: written with the article, read by hundreds for an answer.

The store knows one recipe, today's; a signature of another is none.
"""

import json
from collections.abc import Iterator, Sequence

from index.signature import EMPTY, SIGNATURE
from index.store.connection import Connections
from index.store.counting import touch
from index.store.records import Unencoded
from index.store.rows import article_of

# the article may have changed or gone while its signature was being made
_WRITE_IF_CURRENT = """
    INSERT OR REPLACE INTO signatures (row, recipe, text_digest, signature)
    SELECT n.row, n.recipe, n.text_digest, n.signature
    FROM (SELECT ? AS row, ? AS recipe, ? AS text_digest, ? AS signature) n
    JOIN articles a USING (row, text_digest) WHERE a.status = 'published'
"""
_READ = """
    SELECT row, signature FROM signatures
    WHERE recipe = ? AND row IN (SELECT value FROM json_each(?))
"""
_EVERY = """
    SELECT row, signature FROM signatures
    WHERE recipe = ? AND row > ? AND row % ? = 0 ORDER BY row LIMIT ?
"""
_MISSING = """
    SELECT a.*, t.text FROM articles a JOIN texts t USING (row)
    LEFT JOIN signatures s ON s.row = a.row AND s.recipe = ?
    WHERE a.status = 'published' AND a.row > ? AND s.text_digest IS NOT a.text_digest
    ORDER BY a.row LIMIT ?
"""

_AT_ONCE = 4096


class Signatures:
    """The signatures in a store, at most one an article."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of(self, rows: Sequence[int]) -> dict[int, bytes]:
        """Return the signatures of those among `rows` that have one; it costs one look-up."""
        listed = json.dumps([int(row) for row in rows])
        return dict(map(tuple, self._connections.read(_READ, SIGNATURE, listed)))

    def listed(self, rows: Sequence[int]) -> list[bytes]:
        """Return a signature for each of `rows`, in order; that of nothing where there is none."""
        known = self.of(rows)
        return [known.get(row, EMPTY) for row in rows]

    def every(self, step: int) -> Iterator[list[bytes]]:
        """Yield the signatures of the rows that are multiples of `step`, some thousands at once."""
        after = -1
        while found := self._connections.read(_EVERY, SIGNATURE, after, step, _AT_ONCE):
            after = found[-1]["row"]
            yield [row["signature"] for row in found]

    def missing(self, after: int, limit: int) -> list[Unencoded]:
        """Return published articles beyond row `after` without a current signature."""
        found = self._connections.read(_MISSING, SIGNATURE, after, limit)
        return [Unencoded(row["row"], article_of(row)) for row in found]

    def fill(self, articles: Sequence[Unencoded], signatures: Sequence[bytes]) -> None:
        """Keep signatures that were missing, unless the article has changed meanwhile.

        Followers hear of it.
        """
        with self._connections.transaction() as connection:
            kept = []
            for item, signature in zip(articles, signatures, strict=True):
                values = (item.row, SIGNATURE, item.article.text_digest, signature)
                if connection.execute(_WRITE_IF_CURRENT, values).rowcount:
                    kept.append(item.row)
            touch(connection, kept)
