"""Stories follow what editors decide about them: two tell one, or an article tells another.

What holds is read from the whole log each time: there are few such decisions, and so undoing one
leaves what would be there without it.
"""

import sqlite3
from collections.abc import Iterable

from index.store import heirs
from index.store.decision import Decision, Verdict, decision_of
from index.store.telling import enter_anew, settled_with, unite

_LOG = "SELECT * FROM decisions WHERE scope = 'story' ORDER BY number"
_ROW = "SELECT row FROM stories JOIN articles USING (row) WHERE id = ?"
_APART = "INSERT INTO apart (row) SELECT row FROM articles WHERE id = ?"
_UNITED = """
    INSERT OR IGNORE INTO united (row, other)
    SELECT a.row, b.row FROM articles a JOIN articles b WHERE a.id = ? AND b.id = ?
"""


def settled(log: Iterable[Decision]) -> tuple[set[str], set[tuple[str, str]]]:
    """Return articles that stand apart from their translation key, and pairs that are united.

    `log` is what was decided about stories, in order. A split takes back what united its article
    before. What was undone counts as if it had never been.
    """
    decisions = list(log)
    undone = {each.undoes for each in decisions}
    apart: set[str] = set()
    united: set[tuple[str, str]] = set()
    for each in decisions:
        if each.number in undone or each.verdict == Verdict.UNDO:
            continue
        if each.verdict == Verdict.SPLIT:
            apart.add(each.article)
            united = {pair for pair in united if each.article not in pair}
        elif each.seed is not None:
            united.add((each.seed, each.article))
    return apart, united


def settle(connection: sqlite3.Connection, decision: Decision) -> None:
    """Let stories follow a decision that has just been added to the log.

    Articles that are parted stand by their keys again; whether their texts tell the same as others
    is still to be found.
    """
    apart, united = settled(map(decision_of, connection.execute(_LOG).fetchall()))
    connection.execute("DELETE FROM apart")
    connection.execute("DELETE FROM united")
    connection.executemany(_APART, ((id_,) for id_ in apart))
    pairs = [*united, *((other, one) for one, other in united)]
    connection.executemany(_UNITED, pairs)
    page, article = (_row(connection, id_) for id_ in (decision.seed, decision.article))
    told = [row for row in (page, article) if row is not None]
    if decision.verdict == Verdict.MERGE and len(told) == 2:
        unite(connection, *told)
    elif decision.verdict == Verdict.SPLIT and article is not None:
        heirs.part(connection, article)
        enter_anew(connection, settled_with(connection, [article]))
    elif decision.verdict == Verdict.UNDO:
        enter_anew(connection, settled_with(connection, told))


def _row(connection: sqlite3.Connection, id_: str | None) -> int | None:
    found = connection.execute(_ROW, (id_,)).fetchone()
    return None if found is None else int(found[0])
