"""The SQL of the log of decisions."""

# a clock that was set back must not turn the order round for those who go by the time
APPEND = """
    INSERT INTO decisions
        (scope, seed, place, article, decision, position, until, undoes, by, note, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, max(?, coalesce(
        (SELECT at FROM decisions ORDER BY number DESC LIMIT 1), '')))
    RETURNING number, at
"""
KEEP_LISTS = "INSERT INTO decided_lists (number, before, after, place) VALUES (?, ?, ?, ?)"

# with max(), SQLite takes a group's other columns from the row that has the maximum
_LATEST = """
    SELECT max(number) AS number, scope, seed, place, article, decision, position, until, undoes,
        at, by, note
    FROM decisions
"""
# what a blocked article told must not come back because that one version is withdrawn
_ROW = """
    CASE WHEN a.status = 'published' THEN a.row WHEN d.decision = 'block' THEN
        (SELECT heir FROM heirs JOIN stories ON stories.row = heir WHERE heirs.row = a.row)
    END AS row
"""
UNDER_A_PAGE = f"""
    SELECT c.change, (SELECT max(number) FROM decisions) AS latest, d.*, {_ROW} FROM catalogue c
    LEFT JOIN ({_LATEST} WHERE scope = 'page' AND seed = ? GROUP BY article) d
        ON d.decision <> 'undo'
    LEFT JOIN articles a ON a.id = d.article
"""
"""One row for each decision, or a single one without: each says how far the store has come."""

CONCERNED = "SELECT DISTINCT scope, seed FROM decisions WHERE number > ?"
WIDELY = f"""
    SELECT d.*, {_ROW} FROM (
        {_LATEST} WHERE scope IN ('language', 'section', 'site') GROUP BY scope, place, article
    ) d LEFT JOIN articles a ON a.id = d.article WHERE d.decision <> 'undo'
"""
ABOUT_STORIES = """
    SELECT * FROM decisions d WHERE scope = 'story' AND ? IN (seed, article)
        AND decision <> 'undo' AND NOT EXISTS (
            SELECT 1 FROM decisions WHERE scope = 'story' AND undoes = d.number)
    ORDER BY number
"""
ON_A_PAGE = """
    SELECT d.* FROM decisions d LEFT JOIN articles p ON p.id = ?1
    WHERE number > ?2 AND CASE scope
        WHEN 'page' THEN seed = ?1
        WHEN 'story' THEN article = ?1 OR seed IS ?1
        WHEN 'site' THEN 1
        WHEN 'section' THEN place = p.section
        ELSE place = p.language OR p.language LIKE place || '-%' END
    ORDER BY number
"""
LAST_ON_A_PAGE = f"SELECT max(number) FROM ({ON_A_PAGE})"
LATEST_ALIKE = """
    SELECT * FROM decisions WHERE scope = ? AND seed IS ? AND place IS ? AND article = ?
    ORDER BY number DESC LIMIT 1
"""
IN_A_PLACE = """
    SELECT * FROM decisions WHERE scope = ? AND place IS ? AND number > ? ORDER BY number
"""
# in the order of the fields of `Which`
LOG = """
    SELECT d.*, before, after, l.place AS stood
    FROM decisions d LEFT JOIN decided_lists l USING (number)
    WHERE (?1 IS NULL OR by = ?1) AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)
        AND (?4 IS NULL OR seed = ?4 OR (scope = 'story' AND article = ?4))
        AND (?5 IS NULL OR article = ?5) AND (?6 IS NULL OR decision = ?6)
        AND (?7 IS NULL OR scope = ?7) AND (?8 IS NULL OR number < ?8)
    ORDER BY number DESC LIMIT ?9
"""
KNOWN = """
    SELECT id, status = 'published', language, section FROM articles
    WHERE id IN (SELECT value FROM json_each(?))
"""
