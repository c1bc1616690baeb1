-- What editors decided about an article under a page, in the order in which they did. Rows are only
-- ever added; of each pair the latest holds. Both stand by their id, which outlives rows, vectors
-- and models. What a decision may come to mean besides goes into columns of its own.
CREATE TABLE decisions (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    seed     TEXT NOT NULL,
    article  TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('pin', 'approve', 'block', 'undo')),
    position INTEGER CHECK (position IS NULL OR (decision = 'pin' AND position > 0)),
    at       TEXT NOT NULL,
    by       TEXT,
    note     TEXT
) STRICT;

CREATE INDEX decisions_by_pair ON decisions (seed, article, number);

CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are only ever added');
END;

CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are only ever added');
END;
