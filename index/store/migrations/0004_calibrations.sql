-- What a raw score means between two languages of this catalogue, learnt from its own articles; the
-- latest answers, and only for the model and the recipe of signatures that it was learnt with.
CREATE TABLE calibrations (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    model_id TEXT NOT NULL,
    recipe   TEXT NOT NULL,
    change   INTEGER NOT NULL,
    content  BLOB NOT NULL
) STRICT;
