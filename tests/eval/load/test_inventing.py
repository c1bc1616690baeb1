"""Invented catalogues: as many articles as asked for, like the real ones in what counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np
import pytest

from eval.load.exact import recall
from eval.load.inventing import RARE, Real, invent
from index.catalog import Catalog
from index.encoder import Encoder
from index.store import Store
from recommender.demo.articles import ingest_samples

COUNT = 3_000


@pytest.fixture(scope="module")
def real(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """Return the sample articles."""
    home = tmp_path_factory.mktemp("real")
    catalog = Catalog(Store(home / "catalogue.sqlite"), home, encoder)
    ingest_samples(catalog)
    yield catalog
    catalog.store.close()


@pytest.fixture(scope="module")
def make(
    real: Catalog, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Catalog]]:
    """Invent a catalogue in a folder of its own; `stop` after so many batches, then go on."""
    opened = []

    def make(*stops: int, count: int = COUNT) -> Catalog:
        home = tmp_path_factory.mktemp("invented")
        catalog = Catalog(Store(home / "catalogue.sqlite"), home, encoder)
        opened.append(catalog)
        for stop in stops:
            list(islice(invent(Real.of(real), catalog, count), stop))
        for _ in invent(Real.of(real), catalog, count):
            pass
        return catalog

    yield make
    for catalog in opened:
        catalog.store.close()


@pytest.fixture(scope="module")
def invented(make: Callable[..., Catalog]) -> Catalog:
    """Return three thousand invented articles."""
    return make()


def vectors_of(catalog: Catalog) -> np.ndarray:
    """Return all vectors, as the store has them."""
    return np.stack([change.vector for change in catalog.store.changes(0, 2 * COUNT)])


def test_there_are_as_many_as_asked_for(invented: Catalog):
    """Or three more, since a story is told in all of its versions."""
    assert COUNT <= invented.store.count() <= COUNT + 3


def test_each_is_near_a_real_one_and_not_too_near(real: Catalog, invented: Catalog):
    """Vectors have length 1, and a cosine of about 0.9 with the one that they were made from."""
    vectors, originals = vectors_of(invented), vectors_of(real)

    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    nearest = (vectors @ originals.T).max(axis=1)
    assert 0.85 < np.median(nearest) < 0.93
    assert nearest.max() < 0.98


def test_versions_of_a_story_are_nearer_than_others(invented: Catalog):
    """A story has up to four versions, in languages of their own."""
    listed = invented.store.listed()
    versions = defaultdict(list)
    for each in listed:
        versions[each.translation_key].append(each)
    rows = np.array([each.row for each in listed])
    facts = invented.facts(rows)

    assert len(versions) == len({*facts.story.tolist()})
    assert {*map(len, versions.values())} <= {1, 2, 3, 4}
    told = [each for each in versions.values() if len(each) > 1]
    pairs = invented.index.vectors(np.array([each[n].row for n in (0, 1) for each in told]))
    one, other = pairs[: len(told)], pairs[len(told) :]
    within = (one * other).sum(axis=1)
    assert np.median(within) > np.median(one @ other.T) + 0.2


def test_languages_are_as_real_and_one_is_rare(real: Catalog, invented: Catalog):
    """Shares of languages are those of the real catalogue, about; some stories are in Romansh."""
    rare, had, has = (
        Counter(language for _, language in catalog.store.languages())
        for catalog in (invented, real, invented)
    )

    assert 0 < rare[RARE] < COUNT / 50
    assert {*has} - {RARE} == {*had}
    assert has["en"] / has.total() == pytest.approx(had["en"] / had.total(), abs=0.05)


def test_words_differ_a_little(real: Catalog, invented: Catalog):
    """Signatures keep most words of a real one, in ascending order."""
    keys = [_keys(invented, n) for n in range(1, 200)]
    originals = [set(_keys(real, n)) - {0} for n in range(1, real.store.count() + 1)]

    for each in keys:
        assert np.all(np.diff(each[each > 0].astype(np.int64)) >= 0)
        words = set(each.tolist()) - {0}
        shared = max(len(words & original) for original in originals)
        assert len(words) - 4 <= shared


def _keys(catalog: Catalog, row: int) -> np.ndarray:
    return catalog.index.packed(np.array([row]))[0, :256].view("<u4")


def test_what_was_interrupted_goes_on(make: Callable[..., Catalog]):
    """The result is that of one go."""
    count = 8_400

    def told(catalog: Catalog) -> list[tuple[str, str]]:
        return [(each.id, each.digest) for each in catalog.store.listed()]

    assert told(make(1, count=count)) == told(make(count=count))


def test_recall_is_that_of_comparing_with_all(invented: Catalog):
    """A small index compares a page with all articles, and so finds all there is to find."""
    ids = [each.id for each in invented.store.listed()][:20]
    seeds = [invented.store.seed(id_) for id_ in ids]

    assert recall(invented, seeds) > 0.99
