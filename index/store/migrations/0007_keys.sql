-- Who may ask the service for what. Of a key only the digest stands here, never the key. A key is
-- taken back by `revoked`; its row stays, since decisions are signed with its name. `used` is the
-- last day on which it was shown.
CREATE TABLE keys (
    id      TEXT PRIMARY KEY,
    digest  BLOB NOT NULL CHECK (length(digest) = 32),
    name    TEXT NOT NULL,
    scope   TEXT NOT NULL CHECK (scope IN ('read', 'write', 'edit', 'admin')),
    rate    REAL CHECK (rate >= 0),
    created TEXT NOT NULL,
    expires TEXT,
    revoked TEXT,
    used    TEXT
) STRICT;

-- Counts what happened to keys, so that servers learn of it by reading one number.
CREATE TABLE keys_version (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    version  INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO keys_version (only_row) VALUES (1);

CREATE TRIGGER keys_made AFTER INSERT ON keys
BEGIN
    UPDATE keys_version SET version = version + 1;
END;

CREATE TRIGGER keys_changed AFTER UPDATE OF digest, name, scope, rate, expires, revoked ON keys
BEGIN
    UPDATE keys_version SET version = version + 1;
END;

CREATE TRIGGER keys_removed AFTER DELETE ON keys
BEGIN
    UPDATE keys_version SET version = version + 1;
END;
