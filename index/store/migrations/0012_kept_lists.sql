-- The list under each page in the bytes that answer for it, as it was when somebody looked last.
-- It holds for the ground that it stands on, until a moment (seconds since 1970), unless editors
-- decide about the page after `decided`. What touches a story takes the lists of its pages away.
CREATE TABLE kept_lists (
    row     INTEGER PRIMARY KEY REFERENCES articles (row),
    story   INTEGER NOT NULL,
    ground  TEXT NOT NULL,
    decided INTEGER NOT NULL,
    until   REAL NOT NULL,
    body    BLOB NOT NULL
) STRICT;

CREATE INDEX kept_lists_by_story ON kept_lists (story);

CREATE TRIGGER list_was_touched AFTER INSERT ON list_pending
BEGIN
    DELETE FROM kept_lists WHERE story = new.story;
END;

CREATE TRIGGER list_was_touched_again AFTER UPDATE ON list_pending
BEGIN
    DELETE FROM kept_lists WHERE story = new.story;
END;

CREATE TRIGGER shortlist_was_touched AFTER UPDATE OF touched ON shortlists
BEGIN
    DELETE FROM kept_lists WHERE story = new.story;
END;

CREATE TRIGGER shortlist_was_removed AFTER DELETE ON shortlists
BEGIN
    DELETE FROM kept_lists WHERE story = old.story;
END;

CREATE TRIGGER shown_otherwise AFTER UPDATE OF status, digest ON articles
BEGIN
    DELETE FROM kept_lists WHERE row = new.row;
    DELETE FROM kept_lists WHERE story IN (
        SELECT l.story FROM stories s JOIN listings l ON l.listed = s.story WHERE s.row = new.row
    );
END;

-- the lists of an earlier version are looked at once more, to be kept
UPDATE list_progress SET swept = 0;
