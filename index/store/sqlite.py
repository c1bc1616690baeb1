"""The store on SQLite: one file, readable while it is written."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.arrays import Vectors
from index.store import statements as sql
from index.store.calibrations import Calibrations
from index.store.connection import Connections
from index.store.counting import reserve_changes
from index.store.decisions import Decisions
from index.store.kept_lists import KeptLists
from index.store.keys import Keys
from index.store.list_changes import ListChanges
from index.store.list_following import ListFollowing
from index.store.list_touching import ListTouching
from index.store.reading import Reading
from index.store.records import Entry, Unencoded
from index.store.register import RegisterLog
from index.store.rows import blob_of
from index.store.shortlists import Shortlists
from index.store.signatures import Signatures
from index.store.stories import Stories
from index.store.telling import forget, leave
from index.store.titles import Titles
from index.store.webhooks import Webhooks


class Store(Reading):
    """Articles, vectors and change numbers in the SQLite file `path`, made if it is not there.

    Safe to use from several threads and processes. What a method has written when it returns
    survives the end of the process and the loss of power.
    Everything raises StoreUnavailable if the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(Connections(path))
        self.decisions = Decisions(self._connections)
        self.kept_lists = KeptLists(self._connections)
        self.keys = Keys(self._connections)
        self.signatures = Signatures(self._connections)
        self.stories = Stories(self._connections)
        self.shortlists = Shortlists(self._connections)
        self.register = RegisterLog(self._connections)
        self.calibrations = Calibrations(self._connections)
        self.list_changes = ListChanges(self._connections)
        self.list_following = ListFollowing(self._connections)
        self.list_touching = ListTouching(self._connections)
        self.titles = Titles(self._connections)
        self.webhooks = Webhooks(self._connections)

    def close(self) -> None:
        """Close the file."""
        self._connections.close()

    def write(self, entries: Sequence[Entry], model_id: str) -> None:
        """Add or replace articles, all or none of them; vectors are of `model_id`.

        Raises ModelMismatch if the catalogue speaks another model, and Overtaken if another writer
        has meanwhile taken a url or removed a vector that was to be kept; nothing is written then.
        """
        with self._connections.transaction() as connection:
            model = sql.adopt_model(connection, model_id)
            change = reserve_changes(connection, len(entries))
            for number, entry in enumerate(entries, start=change):
                sql.write_entry(connection, entry, number, model)

    def withdraw(self, ids: Sequence[str]) -> int:
        """Remove articles with their content; return how many of them there were."""
        with self._connections.transaction() as connection:
            rows = connection.execute(sql.ROWS_OF_IDS, (json.dumps(ids),)).fetchall()
            change = reserve_changes(connection, len(rows))
            for number, (row,) in enumerate(rows, start=change):
                connection.execute(sql.WITHDRAW, (number, row))
                for table in ("texts", "vectors", "signatures"):
                    connection.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
                leave(connection, row)
        return len(rows)

    def write_vectors(self, articles: Iterable[Unencoded], vectors: Vectors, model_id: str) -> None:
        """Keep vectors of a model beside those that answer; (n, dimension) float32."""
        with self._connections.transaction() as connection:
            model = sql.know_model(connection, model_id)
            connection.executemany(
                sql.WRITE_VECTOR_IF_CURRENT,
                (
                    (item.row, model, item.article.text_digest, blob_of(vector))
                    for item, vector in zip(articles, vectors, strict=True)
                ),
            )

    def switch_model(self, model_id: str) -> bool:
        """Let a model's vectors answer and drop all others; False if an article lacks one.

        What was inferred about stories from the vectors of another model is taken back.
        """
        with self._connections.transaction() as connection:
            if connection.execute(sql.UNENCODED, (model_id, 0, 1)).fetchone():
                return False
            model = sql.know_model(connection, model_id)
            connection.execute("UPDATE catalogue SET model = ?", (model,))
            forget(connection)
            connection.execute("DELETE FROM vectors WHERE model <> ?", (model,))
            connection.execute("DELETE FROM models WHERE model <> ?", (model,))
        return True

    def name_snapshot(self, name: str) -> None:
        """Remember which snapshot of the index is this store's own."""
        with self._connections.transaction() as connection:
            connection.execute("UPDATE catalogue SET snapshot = ?", (name,))
