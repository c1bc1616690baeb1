-- The terms that say most about an article, of the text whose digest stands beside it; signatures of
-- two recipes are never compared.
CREATE TABLE signatures (
    row         INTEGER PRIMARY KEY REFERENCES articles (row),
    recipe      TEXT NOT NULL,
    text_digest TEXT NOT NULL,
    signature   BLOB NOT NULL
) STRICT;
