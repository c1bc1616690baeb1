-- SQLite reads a row from its front: what lists need of an article must not lie behind its text.
ALTER TABLE articles ADD COLUMN body TEXT NOT NULL DEFAULT '';
UPDATE articles SET body = text;
ALTER TABLE articles DROP COLUMN text;
ALTER TABLE articles RENAME COLUMN body TO text;

-- How far shortlists have followed the changes of articles, how far they have taken notice of what
-- is shown no more or otherwise, and how often any was touched.
ALTER TABLE catalogue ADD COLUMN related INTEGER NOT NULL DEFAULT 0;
ALTER TABLE catalogue ADD COLUMN noticed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE catalogue ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;

-- The stories nearest to each story, scored, as `index.shortlists` packs them. `change` is the
-- number of the last change that all of it was computed after, `tail` the score from which on a
-- story gets in, -1 while there is room. `touched` counts when it, or an article on it, changed last; that of
-- a story without articles is empty.
CREATE TABLE shortlists (
    story       INTEGER PRIMARY KEY,
    calibration INTEGER NOT NULL,
    change      INTEGER NOT NULL,
    tail        REAL NOT NULL,
    touched     INTEGER NOT NULL,
    content     BLOB NOT NULL
) STRICT;

CREATE INDEX shortlists_by_touch ON shortlists (touched);

CREATE INDEX shortlists_by_calibration ON shortlists (calibration);

-- Which stories stand at the beginning of which shortlists.
CREATE TABLE listings (
    listed INTEGER NOT NULL,
    story  INTEGER NOT NULL,
    PRIMARY KEY (listed, story)
) STRICT, WITHOUT ROWID;

CREATE INDEX listings_by_story ON listings (story);

-- What each article was when it was related last.
CREATE TABLE related (
    row         INTEGER PRIMARY KEY,
    story       INTEGER NOT NULL,
    text_digest TEXT NOT NULL
) STRICT;
