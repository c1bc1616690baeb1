"""Catalogues of small stories, and all that their shortlists say."""

import sqlite3
from collections.abc import Callable, Mapping
from random import Random
from typing import TypeAlias

import numpy as np
import pytest

from index.article import Article
from index.catalog import Catalog
from index.shortlists import Shortlist
from index.store.shortlists import forget

Lists: TypeAlias = Mapping[int, Mapping[int, tuple[int, float, float]]]
"""By story: of each row on its shortlist the story there, the score and the terms."""

WORDS = {
    "de": "Brücke Bahnhof Spital Rat Basel Fluss Streik Wahl Museum Tram Geld Zoo Schnee Gericht",
    "en": "bridge station hospital council Basel river strike vote museum tram money zoo snow",
    "fr": "pont gare hôpital conseil Bâle fleuve grève vote musée tram argent zoo neige tribunal",
}


@pytest.fixture(scope="session")
def write() -> Callable[..., Article]:
    """Write an article in one of its versions; each has words of its own."""

    def write(id_: str, version: int = 0, **fields: object) -> Article:
        random = Random(f"{id_} {version}")
        language = fields.pop("language", "en")
        words = random.choices(WORDS[str(language)].split(), k=6)
        title = f"{' '.join(words[:2])} {random.randrange(10**6)}"
        return Article(id=id_, language=language, title=title, text=" ".join(words[2:]), **fields)

    return write


@pytest.fixture(scope="session")
def relate() -> Callable[[Catalog], None]:
    """Bring all shortlists in step."""

    def relate(catalog: Catalog) -> None:
        for _ in catalog.relate_all():
            pass
        position = catalog.store.position()
        assert position.related == position.change

    return relate


@pytest.fixture(scope="session")
def lists_of() -> Callable[[Catalog], Lists]:
    """Read the shortlists of all stories."""

    def read(catalog: Catalog) -> Lists:
        told = catalog.store.stories.told([each.id for each in catalog.store.listed()])
        return {story: _entries(catalog.shortlist(story)) for story in told.values()}

    return read


@pytest.fixture(scope="session")
def made_anew(
    relate: Callable[[Catalog], None], lists_of: Callable[[Catalog], Lists]
) -> Callable[[Catalog], Lists]:
    """Throw all shortlists away, make them anew, and read them."""

    def make(catalog: Catalog) -> Lists:
        connection = sqlite3.connect(catalog.store.path)
        with connection:
            forget(connection)
        connection.close()
        relate(catalog)
        return lists_of(catalog)

    return make


@pytest.fixture(scope="session")
def same() -> Callable[[Lists, Lists], None]:
    """Require two readings to say the same, whichever of a pair was compared with the other."""

    def same(found: Lists, expected: Lists) -> None:
        assert found.keys() == expected.keys()
        for story, entries in expected.items():
            assert found[story].keys() == entries.keys(), story
            ours = np.array([found[story][row] for row in entries])
            theirs = np.array([*entries.values()])
            assert ours[:, 0].tolist() == theirs[:, 0].tolist()
            assert ours[:, 1] == pytest.approx(theirs[:, 1], abs=1e-5)
            # terms are kept in 16 bits
            assert ours[:, 2] == pytest.approx(theirs[:, 2], abs=1e-3)

    return same


def _entries(shortlist: Shortlist | None) -> dict[int, tuple[int, float, float]]:
    assert shortlist is not None
    rows = shortlist.row.tolist()
    assert len(rows) == len(set(rows)), "an article stands there twice"
    told = zip(shortlist.story, shortlist.score, shortlist.terms, strict=True)
    return {row: (int(s), float(x), float(t)) for row, (s, x, t) in zip(rows, told, strict=True)}
