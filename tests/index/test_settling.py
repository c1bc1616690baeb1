"""Stories as editors settle them: merged, split, and as they were."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.catalog import Catalog
from index.encoder import Encoder
from index.store import Decision, Verdict
from index.store.decision import Scope

OpenCatalog = Callable[..., Catalog]
Partition = set[frozenset[str]]

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
KEYS = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c": None}
BASEL = (
    "Der Rat von Basel hat beschlossen, eine Tramlinie vom Bahnhof zum Spital zu bauen. Die "
    "Arbeiten beginnen im Frühling 2027, dauern 3 Jahre und kosten 48 Millionen Franken. Anwohner "
    "hatten 1250 Unterschriften gegen den Lärm gesammelt. Die Stadt will dort Bäume pflanzen. Das "
    "Spital erwartet 4200 Fahrgäste am Tag und hofft, dass weniger Besucher mit dem Auto kommen."
)


def written(id_: str, key: str | None = None, text: str = "Kurz.") -> Article:
    return Article(
        id=id_, language="de", title=f"Zu {id_}", text=text, translation_key=key,
        published_at=NOON,
    )  # fmt: skip


@pytest.fixture
def catalog(open_catalog: OpenCatalog) -> Catalog:
    """Two stories of several articles each, and one of a single article."""
    catalog = open_catalog()
    catalog.put([written(id_, key) for id_, key in KEYS.items()])
    return catalog


def decide(catalog: Catalog, verdict: str, article: str, seed: str | None = None) -> int:
    made = Decision(seed, article, Verdict(verdict), NOON, scope=Scope.STORY)
    return catalog.store.decisions.append(made).number


def undo(catalog: Catalog, number: int, article: str, seed: str | None = None) -> None:
    made = Decision(seed, article, Verdict.UNDO, NOON, scope=Scope.STORY, undoes=number)
    catalog.store.decisions.append(made)
    for _ in catalog.find_stories():
        pass


def stories(catalog: Catalog) -> Partition:
    """The ids of each story, short."""
    told: dict[int, set[str]] = {}
    ids = [listed.id for listed in catalog.store.listed()]
    for id_, story in catalog.store.stories.told(ids).items():
        told.setdefault(story, set()).add(id_)
    return set(map(frozenset, told.values()))


def expected(*groups: str) -> Partition:
    return {frozenset(group.split()) for group in groups}


DECLARED = expected("a1 a2 a3", "b1 b2", "c")


def test_two_stories_become_one_with_all_of_their_articles(catalog: Catalog):
    """Whichever of them are named; undone, each is what it was."""
    number = decide(catalog, "merge", "b2", "a2")
    assert stories(catalog) == expected("a1 a2 a3 b1 b2", "c")

    undo(catalog, number, "b2", "a2")
    assert stories(catalog) == DECLARED


def test_an_article_leaves_a_story_that_it_does_not_tell(catalog: Catalog):
    """The others stay together; undone, it is back."""
    number = decide(catalog, "split", "a2")
    assert stories(catalog) == expected("a1 a3", "a2", "b1 b2", "c")

    undo(catalog, number, "a2")
    assert stories(catalog) == DECLARED


def test_an_article_that_was_split_off_stays_so(catalog: Catalog):
    """Written anew, withdrawn and back, and whatever comes with its key."""
    decide(catalog, "split", "a2")

    catalog.put([written("a2", "a", "Anders."), written("a4", "a")])
    assert stories(catalog) == expected("a1 a3 a4", "a2", "b1 b2", "c")
    catalog.withdraw(["a2"])
    catalog.put([written("a2", "a"), written("a5", "a")])
    assert stories(catalog) == expected("a1 a3 a4 a5", "a2", "b1 b2", "c")


def test_new_articles_do_not_join_the_one_that_was_split_off(catalog: Catalog):
    """Even if it alone is left of those with its key."""
    decide(catalog, "split", "b2")
    catalog.withdraw(["b1"])

    catalog.put([written("b3", "b")])

    assert stories(catalog) == expected("a1 a2 a3", "b2", "b3", "c")


def test_merged_stories_take_in_new_translations(catalog: Catalog):
    """Of either key; and they stay merged when an article is withdrawn and comes back."""
    decide(catalog, "merge", "c", "a1")
    decide(catalog, "merge", "b1", "c")
    everything = "a1 a2 a3 b1 b2 c"
    assert stories(catalog) == expected(everything)

    catalog.put([written("b3", "b"), written("a4", "a"), written("a1", "a", "Anders.")])
    assert stories(catalog) == expected(f"{everything} a4 b3")
    catalog.withdraw(["c", "a1"])
    catalog.put([written("c"), written("a1", "a")])
    assert stories(catalog) == expected(f"{everything} a4 b3")


@pytest.mark.parametrize("begin_again", ["rebuild", "another model"])
def test_what_editors_settled_survives(
    catalog: Catalog,
    open_catalog: OpenCatalog,
    counting_encoder: Callable[[], Encoder],
    begin_again: str,
):
    """When stories are looked for anew, and when every vector is made anew."""
    decide(catalog, "merge", "b2", "a2")
    decide(catalog, "split", "a3")
    catalog.put([written("a4", "a")])
    settled = expected("a1 a2 a4 b1 b2", "a3", "c")
    assert stories(catalog) == settled

    if begin_again == "rebuild":
        catalog.store.stories.forget()
    else:
        catalog = open_catalog(counting_encoder())
        list(catalog.encode_anew())
    list(catalog.find_stories())

    assert stories(catalog) == settled


def test_a_copy_that_was_split_off_is_not_found_again(open_catalog: OpenCatalog):
    """Until that is undone."""
    catalog = open_catalog()
    catalog.put([written("one", text=BASEL), written("copy", text=BASEL)])
    assert stories(catalog) == expected("one copy")

    number = decide(catalog, "split", "copy")
    catalog.store.stories.forget()
    list(catalog.find_stories())
    assert stories(catalog) == expected("one", "copy")

    undo(catalog, number, "copy")
    assert stories(catalog) == expected("one copy")


def test_copies_stay_together_when_one_of_two_merges_is_undone(open_catalog: OpenCatalog):
    """Though nobody looks for copies of what editors have settled."""
    catalog = open_catalog()
    catalog.put([written("one", text=BASEL), written("copy", text=BASEL)])
    catalog.put([written("x"), written("y")])
    number = decide(catalog, "merge", "x", "one")
    decide(catalog, "merge", "y", "one")

    undo(catalog, number, "x", "one")

    assert stories(catalog) == expected("one copy y", "x")
    assert catalog.store.stories.inferred() == []


def test_followers_hear_of_what_an_editor_moved(catalog: Catalog):
    """As if the articles had been written anew."""
    before = catalog.store.position().change

    decide(catalog, "merge", "b2", "a2")

    rows = [each.row for each in catalog.store.changes(before, 10)]
    assert len(rows) == 2
    assert {catalog.store.cards(rows)[row].id for row in rows} == {"b1", "b2"}


steps = st.lists(
    st.tuples(st.sampled_from(["merge", "split", "undo"]), st.sampled_from([*KEYS]),
              st.sampled_from([*KEYS]), st.integers(0, 7)),
    max_size=10,
)  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(steps)
def test_stories_are_what_keys_and_decisions_connect(
    encoder: Encoder,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, str, str, int]],
):
    """In whatever order it was decided and undone."""
    from index.store import Store

    folder: Path = tmp_path_factory.mktemp("settling")
    catalog = Catalog(Store(folder / "catalogue.sqlite"), folder, encoder, None)
    catalog.put([written(id_, key) for id_, key in KEYS.items()])
    log: list[tuple[int, str, str, str]] = []
    for verdict, one, other, which in steps:
        if verdict == "undo" and log:
            number, _, seed, article = log.pop(which % len(log))
            undo(catalog, number, article, seed)
        elif verdict == "split":
            log.append((decide(catalog, "split", one), "split", one, one))
        elif verdict == "merge" and one != other:
            log.append((decide(catalog, "merge", other, one), "merge", one, other))

    assert stories(catalog) == connected(log)
    catalog.store.close()


def connected(log: Iterable[tuple[int, str, str, str]]) -> Partition:
    """Return the connected components of articles with one key, and of those that are merged."""
    apart: set[str] = set()
    edges: set[frozenset[str]] = set()
    for _, verdict, one, other in log:
        if verdict == "split":
            apart.add(one)
            edges = {edge for edge in edges if one not in edge}
        else:
            edges.add(frozenset((one, other)))
    for pair in combinations(KEYS, 2):
        if KEYS[pair[0]] and KEYS[pair[0]] == KEYS[pair[1]] and apart.isdisjoint(pair):
            edges.add(frozenset(pair))
    told = {id_: {id_} for id_ in KEYS}
    for one, other in map(sorted, edges):
        joined = told[one] | told[other]
        told |= dict.fromkeys(joined, joined)
    return set(map(frozenset, told.values()))
