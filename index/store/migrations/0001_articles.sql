CREATE TABLE models (
    model    INTEGER PRIMARY KEY,
    model_id TEXT NOT NULL UNIQUE
) STRICT;

-- One row for the whole catalogue: which model it speaks, which snapshot of the index is its own,
-- how far it has counted.
CREATE TABLE catalogue (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    model    INTEGER REFERENCES models (model),
    snapshot TEXT,
    change   INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO catalogue (only_row) VALUES (1);

-- A withdrawn article keeps its row and its change number, so that followers learn of it,
-- and loses its content. `change` is the number of the last write to the row.
CREATE TABLE articles (
    row             INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    status          TEXT NOT NULL CHECK (status IN ('published', 'withdrawn')),
    change          INTEGER NOT NULL UNIQUE,
    digest          TEXT NOT NULL,
    text_digest     TEXT NOT NULL,
    url             TEXT,
    language        TEXT NOT NULL,
    title           TEXT NOT NULL,
    summary         TEXT NOT NULL,
    text            TEXT NOT NULL,
    image_url       TEXT,
    section         TEXT,
    tags            TEXT NOT NULL,
    authors         TEXT NOT NULL,
    published_at    TEXT,
    updated_at      TEXT,
    translation_key TEXT
) STRICT;

CREATE UNIQUE INDEX articles_by_url ON articles (url) WHERE status = 'published';
CREATE INDEX articles_by_translation_key ON articles (translation_key)
    WHERE translation_key IS NOT NULL;

-- Little-endian float32 of length 1, of the text whose digest stands beside it. While the
-- catalogue moves to another model, an article has a vector of each.
CREATE TABLE vectors (
    row         INTEGER NOT NULL REFERENCES articles (row),
    model       INTEGER NOT NULL REFERENCES models (model),
    text_digest TEXT NOT NULL,
    vector      BLOB NOT NULL,
    PRIMARY KEY (row, model)
) STRICT, WITHOUT ROWID;
