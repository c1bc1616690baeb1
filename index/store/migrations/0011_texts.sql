-- Texts are read once, to encode and sign them; what lists show of articles is read all the time,
-- and without texts between them a page of the file holds several.
CREATE TABLE texts (
    row  INTEGER PRIMARY KEY REFERENCES articles (row),
    text TEXT NOT NULL
) STRICT;

INSERT INTO texts (row, text) SELECT row, text FROM articles WHERE status = 'published';
ALTER TABLE articles DROP COLUMN text;

-- A table without rowid keeps no more than a quarter of a page of a row in its place, and takes
-- another page for the rest, which is most of a vector.
CREATE TABLE vectors_in_pages (
    row         INTEGER NOT NULL REFERENCES articles (row),
    model       INTEGER NOT NULL REFERENCES models (model),
    text_digest TEXT NOT NULL,
    vector      BLOB NOT NULL,
    PRIMARY KEY (row, model)
) STRICT;

INSERT INTO vectors_in_pages SELECT row, model, text_digest, vector FROM vectors ORDER BY row;
DROP TABLE vectors;
ALTER TABLE vectors_in_pages RENAME TO vectors;
