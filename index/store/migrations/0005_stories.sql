-- Which story each published article tells. `origin` says why: it was declared, by a translation
-- key or by nothing but the article itself; it was inferred, because the article tells what the one
-- in the row `likeness` tells, with that `score`; or an editor decided, and inference leaves it
-- alone. `sought` says whether articles that tell the same have been looked for.
CREATE TABLE stories (
    row      INTEGER PRIMARY KEY REFERENCES articles (row),
    story    INTEGER NOT NULL,
    origin   TEXT NOT NULL CHECK (origin IN ('declared', 'duplicate', 'translation', 'editor')),
    likeness INTEGER REFERENCES articles (row),
    score    REAL,
    sought   INTEGER NOT NULL DEFAULT 0 CHECK (sought IN (0, 1))
) STRICT;

CREATE INDEX stories_by_story ON stories (story);
CREATE INDEX stories_unsought ON stories (row) WHERE sought = 0;
CREATE INDEX articles_by_date ON articles (published_at, change) WHERE status = 'published';

INSERT INTO stories (row, story, origin)
SELECT row, coalesce(
    CASE WHEN translation_key IS NOT NULL THEN min(row) OVER (PARTITION BY translation_key) END, row
), 'declared'
FROM articles WHERE status = 'published';
