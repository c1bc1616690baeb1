"""What every policy promises, over random catalogues and random policies."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any, get_args

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.arrays import Rows, Vectors
from index.facts import Facts
from index.store import Decision, Outline, Seed, Standing, Verdict
from recommender.assembly import assembled
from recommender.candidates import columns_of
from recommender.columns import Columns, SeedColumns
from recommender.declaration import DeclaredPolicy, Limiting
from recommender.facets import facets_of
from recommender.policy import Policy, Selection
from recommender.reader import Reader
from recommender.relations import RELATIONS, UNRELATED
from recommender.request import Request

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FLOOR = 0.2
LANGUAGES = ("de", "en", "fr", "zh-Hant")
PAGE = Seed(0, "0", "de", 100, np.zeros(3, np.float32))
DIRECTIONS = np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32)
DIRECTIONS /= np.linalg.norm(DIRECTIONS, axis=1, keepdims=True)


@dataclass(frozen=True)
class Catalogue:
    """Articles near a page, the first of which is the page itself, and what editors decided."""

    outlines: list[Outline]
    scores: list[float]
    relation: list[int]
    standing: list[Standing]
    reader: Reader


def catalogue_of(number: int, editors: bool = True) -> Catalogue:
    """One of ever so many catalogues, always the same for its number."""
    random = Random(number)
    n = random.randint(1, 20)

    def some(*names: str) -> tuple[str, ...]:
        return tuple(name for name in names if random.random() < 0.4)

    def outline(row: int) -> Outline:
        days = random.choice([None, -1, 0, 3, 400])
        return Outline(
            row=row,
            id=str(row),
            language=random.choice(LANGUAGES),
            story=random.choice([None, None, 100, 101, 102]),
            section=random.choice([None, "sport", "world"]),
            tags=some("cup", "final", "vote"),
            authors=some("Mia", "Ben"),
            url=random.choice([None, "https://one.example/a", "https://two.example/b"]),
            published_at=None if days is None else NOW - timedelta(days=days),
        )

    found = [outline(row) for row in range(n)]
    found[0] = found[0]._replace(story=100)
    decided = random.sample(range(1, n + 1), min(n, random.choice([0, 0, 1, 3]) * editors))
    verdicts = random.choices([Verdict.PIN, Verdict.BLOCK], k=len(decided))
    standing = [
        Standing(Decision("0", str(row), verdict, NOW, number=number), row)
        for number, (row, verdict) in enumerate(zip(decided, verdicts, strict=True), start=1)
    ]
    reader = Reader(
        tuple(random.sample(LANGUAGES, random.randint(1, 4))),
        random.choice([(), (), ("de", "zh")]),
        frozenset(str(random.randint(1, n)) for _ in range(random.choice([0, 0, 2]))),
    )
    scores = [random.randint(0, 20) / 20 for _ in found]
    relation = [random.randint(UNRELATED, len(RELATIONS) - 1) for _ in found]
    return Catalogue(found, scores, relation, standing, reader)


def catalogues(editors: bool = True) -> st.SearchStrategy[Catalogue]:
    return st.integers(0, 10**9).map(lambda number: catalogue_of(number, editors))


counts = st.integers(1, 3)
limits = st.fixed_dictionaries(
    {}, optional={f"per_{facet}": counts for facet in ("section", "tag", "author", "source")}
)
quotas = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("de", "en", "fr", "zh", "reader"), counts)
)
tables = st.fixed_dictionaries(
    {"version": st.just(1)},
    optional={
        "languages": st.fixed_dictionaries(
            {},
            optional={
                "mode": st.sampled_from(["best_story", "same_language"]),
                "shares": st.fixed_dictionaries(
                    {}, optional={"de": st.just(0.5), "fr": st.just(0.3)}
                ),
                "at_most": st.fixed_dictionaries({}, optional={"en": counts, "zh": counts}),
            },
        ),
        "freshness": st.fixed_dictionaries(
            {"half_life": st.just(7)}, optional={"oldest": st.just(30), "weight": st.just(0.1)}
        ),
        "diversity": st.fixed_dictionaries(
            {"relevance": st.sampled_from([0.5, 1.0])}, optional={"most_alike": st.just(0.7)}
        ),
        "limits": limits,
        "relations": st.fixed_dictionaries(
            {},
            optional={
                "exclude": st.just(["similar"]),
                "order": st.permutations(RELATIONS),
                "at_most": st.dictionaries(st.sampled_from(RELATIONS), counts),
                "minimum_score": st.dictionaries(st.sampled_from(RELATIONS), st.just(0.5)),
            },
        ),
        "exclude": st.fixed_dictionaries({}, optional={"tag": st.just(["vote"])}),
        "boosts": st.fixed_dictionaries({}, optional={"section": st.just({"sport": 0.1})}),
        "relax": st.lists(st.sampled_from(get_args(Limiting)), unique=True),
    },
)


def policy_of(table: Mapping[str, Any]) -> Policy:
    return assembled("random", DeclaredPolicy.model_validate(table), FLOOR)


def vectors_of(rows: Rows) -> Vectors:
    vectors: Vectors = DIRECTIONS[rows]
    return vectors


def columns(catalogue: Catalogue, policy: Policy, k: int) -> tuple[Columns, SeedColumns]:
    request = Request(k, catalogue.reader, policy, NOW)
    rows = [outline.row for outline in catalogue.outlines]
    scores, relation = np.array(catalogue.scores, np.float32), np.array(catalogue.relation)
    seen = np.array([row for row in rows if str(row) in catalogue.reader.seen], np.int64)
    return columns_of(
        scores[rows], Facts.of(catalogue.outlines), PAGE, request, catalogue.standing,
        relation[rows], facets_of(catalogue.outlines, policy.asks), seen,
    )  # fmt: skip


def select(catalogue: Catalogue, policy: Policy, k: int) -> Selection:
    return policy.select(*columns(catalogue, policy, k), k, vectors_of)


@given(catalogues(), tables, st.integers(1, 8))
def test_a_list_keeps_its_promises(catalogue: Catalogue, table: dict[str, Any], k: int):
    """At most k, each story once; never the page, its versions, or what nobody may see."""
    rows = select(catalogue, policy_of(table), k).rows.tolist()

    shown = [catalogue.outlines[row] for row in rows]
    told = [outline.story or outline.row for outline in shown]
    blocked = {s.row for s in catalogue.standing if s.decision.verdict == Verdict.BLOCK}
    assert len(rows) <= k
    assert len(set(told)) == len(told)
    assert 0 not in rows
    assert 100 not in told
    assert not blocked & set(rows)
    assert not catalogue.reader.seen & {outline.id for outline in shown}
    assert all(catalogue.reader.reads(outline.language) for outline in shown)
    assert all(outline.published_at is None or outline.published_at <= NOW for outline in shown)


@given(catalogues(), tables, st.integers(1, 8))
def test_every_candidate_is_selected_or_dropped_once(
    catalogue: Catalogue, table: dict[str, Any], k: int
):
    """With one reason each."""
    selection = select(catalogue, policy_of(table), k)

    found = [*selection.rows.tolist(), *(each.row for each in selection.dropped)]
    assert sorted(found) == [outline.row for outline in catalogue.outlines]
    assert all(each.reason for each in selection.dropped)


@given(catalogues(), tables, st.integers(1, 8), st.randoms(use_true_random=False))
def test_the_order_of_candidates_makes_no_difference(
    catalogue: Catalogue, table: dict[str, Any], k: int, random: Random
):
    """Nor does asking again."""
    policy = policy_of(table)
    shuffled = random.sample(catalogue.outlines, len(catalogue.outlines))
    first, again = (
        select(each, policy, k) for each in (catalogue, replace(catalogue, outlines=shuffled))
    )

    assert first.rows.tolist() == again.rows.tolist()
    assert set(first.dropped) == set(again.dropped)
    assert first.relaxed == again.relaxed


@given(catalogues(), tables, st.integers(1, 8))
def test_relaxing_never_shortens_a_list(catalogue: Catalogue, table: dict[str, Any], k: int):
    """Each limit that gives way leaves what stood there, and may add to it."""
    policy = policy_of(table)

    lists = [
        select(catalogue, replace(policy, relax=policy.relax[:n]), k).rows.tolist()
        for n in range(len(policy.relax) + 1)
    ]

    pinned = {standing.row for standing in catalogue.standing}
    for shorter, longer in pairwise(lists):
        unpinned = [[row for row in rows if row not in pinned] for rows in (shorter, longer)]
        assert set(shorter) <= set(longer)
        assert unpinned[0] == unpinned[1][: len(unpinned[0])]


@given(catalogues(), tables, st.integers(1, 8))
def test_a_policy_that_gives_up_every_limit_fills_the_list(
    catalogue: Catalogue, table: dict[str, Any], k: int
):
    """As with no limits at all: a list is short only if there is nothing else to show."""
    bare = {name: value for name, value in table.items() if name in ("version", "exclude")}
    if "exclude" in table.get("relations", {}):
        bare["relations"] = {"exclude": table["relations"]["exclude"]}
    relax = [*get_args(Limiting)]
    limited, unlimited = (policy_of({**each, "relax": relax}) for each in (table, bare))

    assert len(select(catalogue, limited, k).rows) == len(select(catalogue, unlimited, k).rows)


@given(catalogues(editors=False), quotas, limits, st.integers(1, 8))
def test_a_quota_that_can_be_met_is_met(
    catalogue: Catalogue, asked: dict[str, int], limited: dict[str, int], k: int
):
    """Among the stories that are there to show, whatever other limits have to give way for it."""
    reader = catalogue.reader.languages[0].partition("-")[0]
    wanted: dict[str, int] = {}
    for tag, count in asked.items():
        spoken = reader if tag == "reader" else tag
        wanted[spoken] = max(count, wanted.get(spoken, 0))
    table = {"version": 1, "languages": {"at_least": asked}, "limits": limited}
    policy = policy_of(table)
    everything = select(catalogue, policy, 100).rows.tolist()
    there = Counter(catalogue.outlines[row].language.partition("-")[0] for row in everything)
    possible = {tag: min(count, there[tag]) for tag, count in wanted.items()}

    rows = select(catalogue, policy, k).rows.tolist()

    spoken = Counter(catalogue.outlines[row].language.partition("-")[0] for row in rows)
    assert len(rows) == min(k, len(everything))
    if sum(possible.values()) <= k:
        assert all(spoken[tag] >= count for tag, count in possible.items())


@given(catalogues(editors=False), st.integers(1, 3), st.integers(1, 8))
def test_no_more_of_a_language_than_allowed_while_others_are_left(
    catalogue: Catalogue, most: int, k: int
):
    """One story too many is shown only where the list would be short without it."""
    policy = policy_of({"version": 1, "languages": {"at_most": {"en": most}}})
    everything = select(catalogue, policy, 100).rows.tolist()
    others = sum(catalogue.outlines[row].language != "en" for row in everything)

    rows = select(catalogue, policy, k).rows.tolist()

    english = sum(catalogue.outlines[row].language == "en" for row in rows)
    assert english <= max(most, k - others)


@given(catalogues(), tables, st.integers(1, 8))
def test_pins_hold_above_all_rules(catalogue: Catalogue, table: dict[str, Any], k: int):
    """The pinned stories of a list, and their places, are the same by every policy."""
    plain = policy_of({"version": 1})
    pinned = {s.row for s in catalogue.standing if s.decision.verdict == Verdict.PIN}

    def placed(policy: Policy) -> list[int]:
        return [row for row in select(catalogue, policy, k).rows.tolist() if row in pinned]

    assert placed(policy_of(table)) == placed(plain)
