"""Systems to compare with."""

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.baselines import SYSTEMS
from eval.baselines.exact import StoredVectors
from eval.baselines.lexical import Bm25, TfIdf, words
from eval.baselines.naive import Newest, Random
from eval.baselines.scored import ScoredSource
from eval.commands.options import SYSTEM_NAMES
from eval.measures import measure
from eval.runs.run import Run
from index.article import Article
from index.catalog import Catalog
from index.facts import Facts
from index.store import Outline, Seed

TEXTS = ["the bridge opens", "traffic on the bridge", "apple cake", "a bridge, a bridge"]
ROWS = np.array([3, 5, 8, 9])


def seed_at(row: int) -> Seed:
    return Seed(row, str(row), "en", None, np.zeros(1, np.float32))


@given(
    st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=12),
    st.integers(1, 15),
    st.sampled_from([(), ("de",), ("de", "en")]),
)
def test_a_source_gives_the_highest_scores(values: list[float], k: int, only: tuple[str, ...]):
    """Best first, equal ones by row, none in other languages: as sorting everything would give."""
    rows = np.arange(len(values)) * 2 + 1
    languages = {int(row): ("de", "en", "fr")[row % 3] for row in rows}
    articles = Facts.of([Outline(row, str(row), tag) for row, tag in languages.items()])
    source = ScoredSource(articles, lambda _: np.array(values))

    scores, found = source(seed_at(1), k, only)

    pairs = zip(rows.tolist(), values, strict=True)
    among = [(-v, row) for row, v in pairs if not only or languages[row] in only]
    expected = sorted(among)[:k]
    assert [(-score, row) for score, row in zip(scores, found, strict=True)] == expected


def test_tfidf_is_the_cosine_of_weighted_words():
    """Computed by hand for one pair: (1 + ln tf) times the smoothed idf, of length 1."""
    scores = TfIdf(ROWS, TEXTS).score(seed_at(5))

    def vector(text: str) -> dict[str, float]:
        found = words(text)
        idf = {w: np.log(5 / (1 + sum(w in words(t) for t in TEXTS))) + 1 for w in found}
        weights = {w: (1 + np.log(found.count(w))) * idf[w] for w in found}
        length = np.sqrt(sum(v * v for v in weights.values()))
        return {w: v / length for w, v in weights.items()}

    one, other = vector(TEXTS[1]), vector(TEXTS[3])
    expected = sum(weight * other.get(word, 0) for word, weight in one.items())
    assert scores[3] == pytest.approx(expected, rel=1e-5)
    assert scores[2] == 0


def test_bm25_prefers_what_shares_rare_words():
    """A shared rare word counts more than a shared common one; no shared word counts nothing."""
    scores = Bm25(ROWS, [*TEXTS[:3], "traffic on the road"]).score(seed_at(5))

    assert scores[3] > scores[0] > scores[2] == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Bridge-opens 2026", ["the", "bridge", "opens", "2026"]),
        ("大桥通车", ["大桥", "桥通", "通车"]),
        ("新 iPhone发布", ["新", "iphone", "发布"]),
        ("مرحبا بالعالم", ["مرحبا", "بالعالم"]),
        ("", []),
    ],
)
def test_words_of_every_script(text: str, expected: list[str]):
    """Scripts without spaces give pairs of characters, the others words."""
    assert words(text) == expected


def test_the_newest_come_first_and_the_undated_last():
    """Whatever the page is."""
    dates = [datetime(2026, 1, 2, tzinfo=UTC), None, datetime(2026, 1, 3, tzinfo=UTC)]

    assert np.argsort(-Newest(dates).score(seed_at(1))).tolist() == [2, 0, 1]


def test_random_is_the_same_each_time_and_differs_by_page():
    """A baseline that changes would change every comparison with it."""
    system = Random(20)

    assert system.score(seed_at(1)).tolist() == system.score(seed_at(1)).tolist()
    assert system.score(seed_at(1)).tolist() != system.score(seed_at(2)).tolist()


def test_stored_vectors_know_the_mean_similarity(
    open_catalog: Callable[..., Catalog], make_article: Callable[..., Article]
):
    """It equals the mean over all pairs; one vector alone has none."""
    catalog = open_catalog()
    catalog.put([make_article(i, text=f"{i} bridge") for i in "abcd"])
    stored = StoredVectors(catalog.store)
    vectors = [catalog.store.seed(i).vector for i in "abc"]
    rows = np.array([catalog.store.seed(i).row for i in "abc"])

    pairs = [vectors[0] @ vectors[1], vectors[0] @ vectors[2], vectors[1] @ vectors[2]]
    assert stored.mean_similarity(rows) == pytest.approx(np.mean(pairs), abs=1e-5)
    assert stored.mean_similarity(rows[:1]) is None


def test_recall_counts_what_search_has_missed(
    open_catalog: Callable[..., Catalog], make_article: Callable[..., Article]
):
    """Half of the exact nearest is a recall of one half."""
    catalog = open_catalog()
    catalog.put([make_article(i, text=f"{i} bridge") for i in "abcd"])
    seed = catalog.store.seed("a")
    rows = catalog.neighbours(seed.vector, 4)[1]

    stored = StoredVectors(catalog.store)
    assert stored.recall(seed, rows[:2]) == 1
    assert stored.recall(seed, rows[[0, 3]]) == 0.5


def test_every_system_can_be_asked_for_by_name():
    """The command line offers what there is, without importing it first."""
    assert set(SYSTEMS) == set(SYSTEM_NAMES)


def test_exact_search_answers_like_the_engine(make_demo_run: Callable[..., Run], engine_run: Run):
    """Today's index is exact, so the oracle's lists are the engine's."""
    assert make_demo_run(system="exact").lists == engine_run.lists


@pytest.mark.parametrize("system", ["tfidf", "bm25", "newest", "random"])
def test_a_baseline_keeps_the_engines_rules(make_demo_run: Callable[..., Run], system: str):
    """It never shows the page's story, nor a story twice, and does worse than the engine."""
    run = make_demo_run(system=system, seeds=2)

    values = {each.name: each.value for each in measure(run)}
    assert values["translation leakage@6"] == values["duplicate stories@6"] == 0


def test_dense_alone_shows_the_pages_own_translations(make_demo_run: Callable[..., Run]):
    """Without rules the nearest article is often the same one in another language."""
    values = {each.name: each.value for each in measure(make_demo_run(system="dense"))}

    assert values["translation leakage@6"] > 0


def test_only_what_searches_vectors_can_have_missed_some(make_demo_run: Callable[..., Run]):
    """Words are not an approximate vector search, so their recall of one means nothing."""
    words_alone = make_demo_run(system="tfidf", matrix=(), seeds=1)

    assert {answer.recall for answer in words_alone.answers} == {None}
