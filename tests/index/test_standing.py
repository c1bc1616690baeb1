"""Which decisions hold under a page, of all that were ever made."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.store import Decision, Entry, Standing, Store, Verdict
from index.store.decision import Scope

MODEL = "model-1"
X = np.array([1, 0], dtype=np.float32)
NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
PAGES = {"p": ("en-GB", "sport"), "q": ("zh-Hant", None), "r": ("en", "arts")}
PLACES = {
    Scope.PAGE: [*PAGES],
    Scope.LANGUAGE: ["en", "en-GB", "zh"],
    Scope.SECTION: ["sport", "arts"],
    Scope.SITE: [None],
}
WHERE = [(scope, place) for scope, places in PLACES.items() for place in places]
ABOUT_LINKS = [Verdict.PIN, Verdict.APPROVE, Verdict.BLOCK, Verdict.UNDO]


def written(id_: str, **fields: object) -> Article:
    defaults = {"language": "en", "title": f"The {id_} of the day", "text": f"About {id_}."}
    return Article(id=id_, **{**defaults, **fields})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def open_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    """Open a new store with three pages, and articles a and a2 that tell one story, b and c."""
    made = tmp_path_factory.mktemp("made") / "catalogue.sqlite"
    store = Store(made)
    pages = [
        written(id_, language=language, section=section)
        for id_, (language, section) in PAGES.items()
    ]
    told = [written(id_, translation_key="a") for id_ in ("a", "a2")]
    others = [written(id_) for id_ in ("b", "c")]
    store.write([Entry(each, X) for each in (*pages, *told, *others)], MODEL)
    store.close()

    return lambda: Store(Path(shutil.copy(made, tmp_path_factory.mktemp("store"))))


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()


def made(
    article: str,
    verdict: str = "block",
    scope: Scope = Scope.PAGE,
    place: str | None = "p",
    until: datetime | None = None,
) -> Decision:
    decision = Decision(None, article, Verdict(verdict), NOON, scope=scope, until=until)
    if scope == Scope.PAGE:
        return replace(decision, seed=place)
    return replace(decision, place=place)


def under(store: Store, page: str, now: datetime | None = NOON) -> list[Standing]:
    language, section = PAGES[page]
    return store.decisions.standing(page, language, section, now)


def articles(store: Store, page: str, now: datetime | None = NOON) -> list[str]:
    return [each.decision.article for each in under(store, page, now)]


@dataclass
class Replayed:
    """What holds, by an independent account: one step after the other, in dictionaries."""

    published: set[str] = field(default_factory=lambda: {"a", "a2", "b", "c"})
    said: dict[tuple[Scope, str | None, str], Decision] = field(default_factory=dict)

    def decide(self, kept: Decision) -> None:
        key = (kept.scope, kept.seed or kept.place, kept.article)
        self.said.pop(key, None)
        if kept.verdict != Verdict.UNDO:
            self.said[key] = kept

    def under(self, page: str, now: datetime) -> list[tuple[int, bool]]:
        """Return numbers of decisions, and whether each still has something to say it about."""
        language, section = PAGES[page]
        found: dict[str, Decision] = {}
        places = [
            {(Scope.SITE, None)},
            {(Scope.SECTION, section)},
            {(Scope.LANGUAGE, tag) for tag in (language, language.split("-")[0])},
            {(Scope.PAGE, page)},
        ]
        for somewhere in places:
            here = [each for key, each in self.said.items() if key[:2] in somewhere]
            here = [each for each in here if each.until is None or now < each.until]
            found |= {each.article: each for each in sorted(here, key=lambda each: each.number)}
        held = sorted(found.values(), key=lambda each: each.number)
        return [(each.number, self._is_told(each)) for each in held]

    def _is_told(self, decision: Decision) -> bool:
        if decision.article in self.published:
            return True
        sibling = {"a": "a2", "a2": "a"}.get(decision.article)
        return decision.verdict == Verdict.BLOCK and sibling in self.published


decided = st.tuples(
    st.sampled_from(WHERE), st.sampled_from(["a", "a2", "b", "c"]), st.sampled_from(ABOUT_LINKS),
    st.none() | st.integers(1, 4),
)  # fmt: skip
steps = st.lists(
    decided | st.sampled_from(["a", "a2", "b"]), max_size=14
)  # an id is withdrawn, or published again


@settings(deadline=None, max_examples=120)
@given(steps, st.integers(0, 5))
def test_what_holds_is_what_replaying_the_log_gives(
    open_store: Callable[[], Store],
    steps: list[object],
    hours: int,
):
    """Whatever was decided, undone, withdrawn or has expired, in whatever scope."""
    store, replayed = open_store(), Replayed()
    now = NOON + timedelta(hours=hours)
    for step in steps:
        if isinstance(step, str):
            key = "a" if step.startswith("a") else None
            if step in replayed.published:
                store.withdraw([step])
            else:
                store.write([Entry(written(step, translation_key=key), X)], MODEL)
            replayed.published ^= {step}
        else:
            (scope, place), article, verdict, lasts = step  # type: ignore[misc]
            until = None if lasts is None else NOON + timedelta(hours=lasts)
            replayed.decide(store.decisions.append(made(article, verdict, scope, place, until)))
        # what is read between two steps must not be remembered for too long
        under(store, "p", now)

    for page in PAGES:
        found = [(each.decision.number, each.row is not None) for each in under(store, page, now)]
        assert found == replayed.under(page, now)
    store.close()


def test_a_decision_holds_under_all_pages_of_its_scope(store: Store):
    """And under no others; a language covers its forms."""
    store.decisions.append(made("a", scope=Scope.LANGUAGE, place="zh"))
    store.decisions.append(made("b", scope=Scope.SECTION, place="sport"))
    store.decisions.append(made("c", scope=Scope.SITE, place=None))

    assert [articles(store, page) for page in PAGES] == [["b", "c"], ["a", "c"], ["c"]]


def test_of_an_article_the_narrowest_scope_holds(store: Store):
    """Whichever was decided later; elsewhere the wider one goes on to hold."""
    store.decisions.append(made("a", "approve"))
    store.decisions.append(made("a", "block", Scope.SITE, None))

    verdicts = {page: [each.decision.verdict for each in under(store, page)] for page in "pq"}
    assert verdicts == {"p": [Verdict.APPROVE], "q": [Verdict.BLOCK]}


def test_a_decision_holds_until_its_moment(store: Store):
    """Not at that moment any more; and without a moment time plays no part."""
    friday = NOON + timedelta(days=2)
    store.decisions.append(made("a", until=friday))

    assert articles(store, "p", friday - timedelta(microseconds=1)) == ["a"]
    assert articles(store, "p", friday) == []
    assert articles(store, "p", None) == ["a"]


def test_what_a_decision_took_the_place_of_does_not_come_back(store: Store):
    """An expired decision is as one undone; a wider one shows again."""
    store.decisions.append(made("a", "block", Scope.SITE, None))
    store.decisions.append(made("a", "block"))
    store.decisions.append(made("a", "pin", until=NOON + timedelta(hours=1)))

    (held,) = under(store, "p", NOON + timedelta(hours=2))
    assert (held.decision.scope, held.decision.number) == (Scope.SITE, 1)


def test_a_withdrawn_article_goes_on_to_be_blocked_in_its_other_versions(store: Store):
    """Even those that came after the decision; until it is published again itself."""
    store.decisions.append(made("a"))
    row = under(store, "p")[0].row
    store.write([Entry(written("a3", translation_key="a"), X)], MODEL)
    rows = {id_: store.seed(id_).row for id_ in ("a2", "a3")}  # type: ignore[union-attr]

    store.withdraw(["a", "a2"])
    assert under(store, "p")[0].row == rows["a3"]
    store.withdraw(["a3"])
    assert under(store, "p")[0].row is None
    store.write([Entry(written("a2", translation_key="a"), X)], MODEL)
    assert under(store, "p")[0].row == rows["a2"]
    store.write([Entry(written("a", translation_key="a"), X)], MODEL)
    assert under(store, "p")[0].row == row


def test_another_process_sees_a_wide_decision_at_once(store: Store):
    """Whatever it has remembered of those before."""
    other = Store(store.path)
    assert articles(other, "p") == []

    store.decisions.append(made("a", scope=Scope.SITE, place=None))

    assert articles(other, "p") == ["a"]


def test_the_position_counts_decisions(store: Store):
    """So that what depends on them can be told to be outdated."""
    assert store.position().decided == 0
    store.decisions.append(made("a"))
    assert store.position().decided == 1


def test_a_store_from_before_there_were_scopes_keeps_its_decisions(tmp_path: Path):
    """They were about pages, and an undo took back what was decided before."""
    path = tmp_path / "catalogue.sqlite"
    write_earlier(path)

    found = Store(path).decisions.all()

    assert [(each.number, each.verdict, each.scope, each.undoes) for each in found] == [
        (1, Verdict.PIN, Scope.PAGE, None),
        (2, Verdict.BLOCK, Scope.PAGE, None),
        (3, Verdict.UNDO, Scope.PAGE, 1),
    ]
    assert (found[0].position, found[0].by, found[0].note, found[0].at) == (2, "mia", "Why.", NOON)
    assert [each.decision.number for each in Store(path).decisions.standing("page")] == [2]


def write_earlier(path: Path) -> None:
    import sqlite3
    from importlib import resources

    migrations = sorted(
        each.name for each in (resources.files("index.store") / "migrations").iterdir()
    )
    before = [name for name in migrations if "0001" <= name < "0009"]
    with sqlite3.connect(path) as connection:
        for name in before:
            script = (resources.files("index.store") / "migrations" / name).read_text("utf-8")
            connection.executescript(script)
        values = [
            ("a", "pin", 2, "mia", "Why."), ("b", "block", None, None, None),
            ("a", "undo", None, None, None),
        ]  # fmt: skip
        connection.executemany(
            "INSERT INTO decisions (seed, article, decision, position, by, note, at) "
            f"VALUES ('page', ?, ?, ?, ?, ?, '{NOON.isoformat(timespec='microseconds')}')",
            values,
        )
        connection.execute(f"PRAGMA user_version = {len(before)}")
