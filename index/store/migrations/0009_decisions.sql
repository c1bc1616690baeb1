-- What editors decided, in the order in which they did; rows are only ever added. It is about an
-- article under a page (`seed`), under all pages of a language or a section (`place`), on the whole
-- site, or about the story that it tells; of what is about the same the latest holds, as long as it
-- is before `until`. Pages and articles stand by their id, which outlives rows, vectors and models.
-- `undoes` is the number of the decision that is taken back.
CREATE TABLE scoped_decisions (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    scope    TEXT NOT NULL CHECK (scope IN ('page', 'language', 'section', 'site', 'story')),
    seed     TEXT CHECK (seed IS NOT NULL OR scope <> 'page'),
    place    TEXT CHECK ((place IS NOT NULL) = (scope IN ('language', 'section'))),
    article  TEXT NOT NULL,
    decision TEXT NOT NULL
        CHECK (decision IN ('pin', 'approve', 'block', 'merge', 'split', 'undo'))
        CHECK (decision = 'undo' OR (decision IN ('merge', 'split')) = (scope = 'story'))
        CHECK (decision <> 'merge' OR seed IS NOT NULL),
    position INTEGER CHECK (position IS NULL OR (decision = 'pin' AND position > 0)),
    until    TEXT,
    undoes   INTEGER,
    at       TEXT NOT NULL,
    by       TEXT,
    note     TEXT
) STRICT;

INSERT INTO scoped_decisions
    (number, scope, seed, article, decision, position, undoes, at, by, note)
SELECT number, 'page', seed, article, decision, position, CASE decision WHEN 'undo' THEN (
    SELECT max(o.number) FROM decisions o
    WHERE o.seed = d.seed AND o.article = d.article AND o.number < d.number
) END, at, by, note
FROM decisions d ORDER BY number;

DROP TABLE decisions;
ALTER TABLE scoped_decisions RENAME TO decisions;

CREATE INDEX decisions_by_pair ON decisions (seed, article, number) WHERE scope = 'page';
CREATE INDEX decisions_by_place ON decisions (scope, place, article, number)
    WHERE scope IN ('language', 'section', 'site');
CREATE INDEX decisions_about_stories ON decisions (number) WHERE scope = 'story';
CREATE INDEX decisions_by_article ON decisions (article, number);

CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are only ever added');
END;

CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are only ever added');
END;

-- The list of its page before and after a decision, as JSON arrays of ids, and at which place of it
-- the engine had the article's story by itself, from 1.
CREATE TABLE decided_lists (
    number INTEGER PRIMARY KEY REFERENCES decisions (number),
    before TEXT NOT NULL,
    after  TEXT NOT NULL,
    place  INTEGER
) STRICT;

CREATE TRIGGER decided_lists_are_never_changed BEFORE UPDATE ON decided_lists
BEGIN
    SELECT RAISE(ABORT, 'decisions are only ever added');
END;

CREATE TRIGGER decided_lists_are_never_removed BEFORE DELETE ON decided_lists
BEGIN
    SELECT RAISE(ABORT, 'decisions are only ever added');
END;

-- What holds of the decisions about stories, by row, made anew from them with each: articles that
-- do not tell what their translation key says, and pairs that tell one story.
CREATE TABLE apart (
    row INTEGER PRIMARY KEY REFERENCES articles (row)
) STRICT;

CREATE TABLE united (
    row   INTEGER NOT NULL REFERENCES articles (row),
    other INTEGER NOT NULL REFERENCES articles (row),
    PRIMARY KEY (row, other)
) STRICT, WITHOUT ROWID;

-- An article that told the same as one that is withdrawn, for what goes on to hold for its story.
CREATE TABLE heirs (
    row  INTEGER PRIMARY KEY REFERENCES articles (row),
    heir INTEGER NOT NULL REFERENCES articles (row)
) STRICT;

CREATE INDEX heirs_by_heir ON heirs (heir);
