-- Titles to search in: by words, whatever their accents, and by parts of three characters, which
-- also find what is written without spaces. Two spaces end a title, so that each of its last two
-- characters begins such a part, too. Both hold the published articles and no copy of the text.
CREATE VIRTUAL TABLE title_words USING fts5 (
    title, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE title_parts USING fts5 (title, content = '', tokenize = 'trigram');
CREATE VIRTUAL TABLE title_part_list USING fts5vocab (title_parts, 'row');

INSERT INTO title_words (rowid, title) SELECT row, title FROM articles WHERE status = 'published';
INSERT INTO title_parts (rowid, title)
SELECT row, title || '  ' FROM articles WHERE status = 'published';

CREATE TRIGGER title_came AFTER INSERT ON articles WHEN new.status = 'published'
BEGIN
    INSERT INTO title_words (rowid, title) VALUES (new.row, new.title);
    INSERT INTO title_parts (rowid, title) VALUES (new.row, new.title || '  ');
END;

CREATE TRIGGER title_changed AFTER UPDATE OF title, status ON articles
WHEN old.title <> new.title OR old.status <> new.status
BEGIN
    INSERT INTO title_words (title_words, rowid, title)
    SELECT 'delete', old.row, old.title WHERE old.status = 'published';
    INSERT INTO title_parts (title_parts, rowid, title)
    SELECT 'delete', old.row, old.title || '  ' WHERE old.status = 'published';
    INSERT INTO title_words (rowid, title)
    SELECT new.row, new.title WHERE new.status = 'published';
    INSERT INTO title_parts (rowid, title)
    SELECT new.row, new.title || '  ' WHERE new.status = 'published';
END;

-- for the latest of a language or a section, and for how many there are
CREATE INDEX articles_by_language ON articles (language, published_at) WHERE status = 'published';
CREATE INDEX articles_by_section ON articles (section, published_at) WHERE status = 'published';
