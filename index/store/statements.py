"""The store's SQL. A list of values travels as one JSON array, so that statements are cached."""

import sqlite3

from index.errors import ModelMismatch, Overtaken
from index.signature import SIGNATURE
from index.store.records import Entry
from index.store.rows import COLUMNS, blob_of, values_of
from index.store.telling import enter

_LISTED = "(SELECT value FROM json_each(?))"
_SLOTS = ", ".join("?" * len(COLUMNS))
_UPDATES = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS)
_CARD = "row, id, url, title, summary, image_url, language, published_at"

CATALOGUE = """
    SELECT c.change, c.snapshot, c.related, c.touched, m.model_id,
        (SELECT max(number) FROM decisions) AS decided
    FROM catalogue c LEFT JOIN models m USING (model)
"""
WRITE_ARTICLE = f"""
    INSERT INTO articles (status, change, {", ".join(COLUMNS)}) VALUES ('published', ?, {_SLOTS})
    ON CONFLICT (id) DO UPDATE SET status = 'published', change = excluded.change, {_UPDATES}
    RETURNING row
"""
WRITE_TEXT = "INSERT OR REPLACE INTO texts (row, text) VALUES (?, ?)"
WRITE_VECTOR = """
    INSERT INTO vectors (row, model, text_digest, vector) VALUES (?, ?, ?, ?)
    ON CONFLICT (row, model) DO UPDATE
    SET text_digest = excluded.text_digest, vector = excluded.vector
"""
# the article may have changed or gone while its vector was being made
WRITE_VECTOR_IF_CURRENT = """
    INSERT OR REPLACE INTO vectors (row, model, text_digest, vector)
    SELECT n.row, n.model, n.text_digest, n.vector
    FROM (SELECT ? AS row, ? AS model, ? AS text_digest, ? AS vector) n
    JOIN articles a USING (row, text_digest) WHERE a.status = 'published'
"""
WRITE_SIGNATURE = """
    INSERT OR REPLACE INTO signatures (row, recipe, text_digest, signature) VALUES (?, ?, ?, ?)
"""
DROP_OUTDATED_SIGNATURE = "DELETE FROM signatures WHERE row = ? AND text_digest <> ?"
WITHDRAW = """
    UPDATE articles SET status = 'withdrawn', change = ?, digest = '', text_digest = '',
        url = NULL, title = '', summary = '', image_url = NULL, section = NULL,
        tags = '[]', authors = '[]', published_at = NULL, updated_at = NULL, translation_key = NULL
    WHERE row = ?
"""
LACKS_VECTOR = """
    SELECT NOT EXISTS (
        SELECT 1 FROM vectors v JOIN articles a USING (row, text_digest)
        WHERE v.row = ? AND v.model = ?
    )
"""
ROWS_OF_IDS = f"SELECT row FROM articles WHERE status = 'published' AND id IN {_LISTED}"
CHANGES = """
    SELECT a.change, a.row, a.language, v.vector, s.signature FROM articles a JOIN catalogue c
    LEFT JOIN vectors v ON v.row = a.row AND v.model = c.model
    LEFT JOIN signatures s ON s.row = a.row AND s.recipe = ?
    WHERE a.change > ? ORDER BY a.change LIMIT ?
"""
UNENCODED = """
    SELECT a.*, t.text FROM articles a JOIN texts t USING (row)
    LEFT JOIN vectors v ON v.row = a.row AND v.model = (SELECT model FROM models WHERE model_id = ?)
    WHERE a.status = 'published' AND a.row > ? AND v.text_digest IS NOT a.text_digest
    ORDER BY a.row LIMIT ?
"""
KNOWN = f"""
    SELECT id, digest, text_digest FROM articles WHERE status = 'published' AND id IN {_LISTED}
"""
OWNERS = f"SELECT url, id FROM articles WHERE status = 'published' AND url IN {_LISTED}"
ARTICLE = "SELECT * FROM articles JOIN texts USING (row) WHERE status = 'published' AND id = ?"
PAGE = """
    SELECT a.row, a.language, s.story, a.section, a.published_at
    FROM articles a JOIN stories s USING (row) WHERE a.status = 'published' AND a.id = ?
"""
SEED = """
    SELECT a.row, a.language, s.story, a.published_at, v.vector
    FROM articles a JOIN catalogue c JOIN stories s USING (row)
    JOIN vectors v ON v.row = a.row AND v.model = c.model
    WHERE a.status = 'published' AND a.id = ?
"""
VERSIONS_OF_STORY = """
    SELECT a.row, a.language, v.vector FROM stories s JOIN articles a USING (row)
    JOIN catalogue c JOIN vectors v ON v.row = a.row AND v.model = c.model
    WHERE s.story = ? ORDER BY a.row
"""
OUTLINES = f"""
    SELECT row, id, language, story, section, tags, authors, url, published_at
    FROM stories JOIN articles USING (row)
    WHERE story IN (SELECT story FROM stories WHERE row IN {_LISTED})
"""
VECTORS = f"""
    SELECT row, vector FROM vectors JOIN models USING (model)
    WHERE model_id = ? AND row IN {_LISTED}
"""
# a short list as parameters is read faster than one in JSON
CARDS = f"SELECT {_CARD} FROM articles WHERE status = 'published' AND row IN (%s)"
NEWEST = f"""
    SELECT {_CARD} FROM articles WHERE status = 'published'
    ORDER BY published_at DESC, row DESC LIMIT ?
"""
LISTED = """
    SELECT row, id, digest, language, translation_key, title, url, section, published_at
    FROM articles WHERE status = 'published' ORDER BY id
"""
LANGUAGES = "SELECT row, language FROM articles WHERE status = 'published'"
COUNT = "SELECT count(*) AS n FROM articles WHERE status = 'published'"
COUNTS = {
    column: f"SELECT coalesce({column}, ''), count(*) FROM articles WHERE status = 'published'"
    f" GROUP BY {column} ORDER BY count(*) DESC, {column}"
    for column in ("language", "section")
}


def write_entry(connection: sqlite3.Connection, entry: Entry, change: int, model: int) -> None:
    """Write an article, its vector and signature unless it keeps its own. Raises Overtaken."""
    article = entry.article
    try:
        values = (change, *values_of(article))
        (row,) = connection.execute(WRITE_ARTICLE, values).fetchone()
    except sqlite3.IntegrityError as error:
        raise Overtaken(f"the url of {article.id!r} was taken") from error
    connection.execute(WRITE_TEXT, (row, article.text))
    enter(connection, row, article.translation_key)
    if entry.vector is not None:
        vector = (row, model, article.text_digest, blob_of(entry.vector))
        connection.execute(WRITE_VECTOR, vector)
    elif connection.execute(LACKS_VECTOR, (row, model)).fetchone()[0]:
        raise Overtaken(f"the vector of {article.id!r} was replaced or removed")
    if entry.signature is not None:
        signature = (row, SIGNATURE, article.text_digest, entry.signature)
        connection.execute(WRITE_SIGNATURE, signature)
    else:
        connection.execute(DROP_OUTDATED_SIGNATURE, (row, article.text_digest))


def know_model(connection: sqlite3.Connection, model_id: str) -> int:
    """Return the number that stands for a model in this store."""
    connection.execute("INSERT OR IGNORE INTO models (model_id) VALUES (?)", (model_id,))
    number: int = connection.execute(
        "SELECT model FROM models WHERE model_id = ?", (model_id,)
    ).fetchone()[0]
    return number


def adopt_model(connection: sqlite3.Connection, model_id: str) -> int:
    """Let the model answer if none does yet. Raises ModelMismatch if another one does."""
    stored = connection.execute(CATALOGUE).fetchone()["model_id"]
    if stored is not None:
        require_same_model(stored, model_id)
    model = know_model(connection, model_id)
    connection.execute("UPDATE catalogue SET model = ? WHERE model IS NULL", (model,))
    return model


def require_same_model(stored: str, ours: str) -> None:
    """Raise ModelMismatch unless the catalogue's vectors are of the model that is loaded."""
    if stored != ours:
        raise ModelMismatch(
            f"the catalogue holds vectors of {stored!r}, but the configured encoder is {ours!r}; "
            "set RECOMMENDER_MODEL back, or make all vectors anew with 'recommender rebuild "
            "--encode'"
        )
