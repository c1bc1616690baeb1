"""What articles are filed under, and how it becomes numbers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.facts import Facts
from index.store import Outline, Store
from recommender.columns import Columns, Facet
from recommender.relations import RELATIONS, UNRELATED, Relation


def source_of(outline: Outline) -> tuple[str, ...]:
    """Return the host of the article's address; () without one."""
    host = (outline.url or "").partition("//")[2].partition("/")[0]
    return (host,) if host else ()


FACETS: Mapping[str, Callable[[Outline], tuple[str, ...]]] = MappingProxyType(
    {
        "id": lambda outline: (outline.id,),
        "language": lambda outline: (outline.language,),
        "section": lambda outline: (outline.section,) if outline.section else (),
        "tag": lambda outline: outline.tags,
        "author": lambda outline: outline.authors,
        "source": source_of,
    }
)
"""What a policy may ask of an article, by name: none, one or several names of it."""


_RELATIONS: Mapping[str, int] = MappingProxyType({name: n for n, name in enumerate(RELATIONS)})


def facets_of(outlines: Sequence[Outline], asked: Collection[str]) -> dict[str, Facet]:
    """Return the facets that are asked for, one row for each outline."""
    return {name: _facet([FACETS[name](outline) for outline in outlines]) for name in asked}


def filed_under(store: Store, articles: Facts, asked: Collection[str]) -> dict[str, Facet]:
    """Return the facets (n,) that are asked for, read from the store but for languages."""
    if not asked:
        return {}
    found = {each.row: each for each in store.outlines(articles.row.tolist())}
    # one that was withdrawn just now is filed under nothing
    outlines = [found.get(row) or Outline(row, "", "") for row in articles.row.tolist()]
    return facets_of(outlines, asked)


def relation_facet(relation: NDArray[np.int64]) -> Facet:
    """Return the facet of n relations to a page, by number (n,); -1 is none."""
    return Facet(relation[:, None], _RELATIONS)


def relation_at(columns: Columns, place: int) -> Relation | None:
    """Return what the candidate at a place is to the page; None for none."""
    number = int(columns.facets["relation"].codes[place, 0])
    return None if number == UNRELATED else RELATIONS[number]


def relations_in(columns: Columns) -> list[Relation | None]:
    """Return what each candidate is to the page; None for none."""
    return [relation_at(columns, place) for place in range(len(columns))]


def _facet(filed: Sequence[tuple[str, ...]]) -> Facet:
    names: dict[str, int] = {}
    width = max(map(len, filed), default=0)
    missing = (-1,) * width
    codes = [
        (*[names.setdefault(name, len(names)) for name in under], *missing[len(under) :])
        for under in filed
    ]
    return Facet(np.array(codes, dtype=np.int64).reshape(len(filed), width), names)
