-- What the list under each page was when it was last looked at, as a digest, NULL once the page is
-- gone; and the number under which that became news. Only the latest change of a page is kept, so
-- this is never longer than the catalogue. The address outlives the page, for those who keep copies.
CREATE TABLE list_changes (
    row    INTEGER PRIMARY KEY REFERENCES articles (row),
    digest BLOB,
    url    TEXT,
    change INTEGER NOT NULL UNIQUE,
    at     TEXT NOT NULL
) STRICT;

-- Which name the changes from `first` on go by. A store that was put back to an earlier state counts
-- on under another name, so that a cursor of the lost future is told from one of this store.
CREATE TABLE list_epochs (
    first INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL
) STRICT;

INSERT INTO list_epochs VALUES (0, lower(hex(randomblob(6))));

-- How far the lists have been followed: changes of articles, decisions, the moment up to which
-- articles have come due; the ground that all lists stand on, and how far they have been gone
-- through since it changed.
CREATE TABLE list_progress (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    change   INTEGER NOT NULL DEFAULT 0,
    decision INTEGER NOT NULL DEFAULT 0,
    checked  TEXT,
    ground   TEXT NOT NULL DEFAULT '',
    swept    INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO list_progress (only_row) VALUES (1);

-- Stories whose pages are to be looked at, first come first. `touch` tells whether a story was
-- touched once more while somebody looked.
CREATE TABLE list_pending (
    place INTEGER PRIMARY KEY,
    story INTEGER NOT NULL UNIQUE,
    touch INTEGER NOT NULL
) STRICT;

-- Within the transaction that changes a shortlist, so that no touch is lost.
CREATE TRIGGER shortlist_made AFTER INSERT ON shortlists
BEGIN
    INSERT INTO list_pending (story, touch) VALUES (new.story, random())
    ON CONFLICT (story) DO UPDATE SET touch = excluded.touch;
END;

CREATE TRIGGER shortlist_changed AFTER UPDATE OF content ON shortlists
BEGIN
    INSERT INTO list_pending (story, touch) VALUES (new.story, random())
    ON CONFLICT (story) DO UPDATE SET touch = excluded.touch;
END;

-- Who is told of changes, how far each has been told, and how it went. `private` says whether the
-- address may be one of a private network. The secret signs, so it is kept as it is.
CREATE TABLE webhooks (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    url           TEXT NOT NULL UNIQUE,
    secret        TEXT NOT NULL,
    private       INTEGER NOT NULL CHECK (private IN (0, 1)),
    change        INTEGER NOT NULL,
    added_at      TEXT NOT NULL,
    delivered_at  TEXT,
    failures      INTEGER NOT NULL DEFAULT 0,
    failing_since TEXT,
    retry_at      TEXT,
    trouble       TEXT,
    paused        INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1))
) STRICT;
