"""From pairs that tell the same to whole stories, without a chain ever growing into one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import NamedTuple


class Origin(StrEnum):
    """Why an article is in its story."""

    DECLARED = "declared"
    DUPLICATE = "duplicate"
    TRANSLATION = "translation"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Member:
    """An article in a story; what an editor decided is `settled`, and inference leaves it alone."""

    row: int
    story: int
    language: str
    translation_key: str | None = None
    settled: bool = False


class Link(NamedTuple):
    """Two rows that tell the same; larger scores are surer."""

    one: int
    other: int
    origin: Origin
    score: float


class Merge(NamedTuple):
    """All of a story joins another one, because its `row` tells what `like` tells there."""

    story: int
    into: int
    row: int
    like: int
    origin: Origin
    score: float


def merges(
    links: Iterable[Link], members: Sequence[Member], fits: Callable[[int, int], bool]
) -> list[Merge]:
    """Return which stories join which, in order, so that all of their members fit together.

    `members` are all members of the stories that links touch. The surest links come first, copies
    before translations. Two stories join only if each row of one `fits` each of the other, as in
    complete-linkage clustering: so a chain of small changes ends where it has led too far. Stories
    with different translation keys join for copies alone; a settled article is neither moved nor
    joined. A link to a row that is no member, as it was withdrawn meanwhile, is left out.

    After Sørensen, "A method of establishing groups of equal amplitude in plant sociology" (1948).
    """
    story_of = {member.row: member.story for member in members}
    rows_of: defaultdict[int, list[int]] = defaultdict(list)
    keys_of: defaultdict[int, set[str]] = defaultdict(set)
    for member in members:
        rows_of[member.story].append(member.row)
        if member.translation_key is not None:
            keys_of[member.story].add(member.translation_key)
    settled = {member.story for member in members if member.settled}
    there = (link for link in links if {link.one, link.other} <= story_of.keys())
    found = []
    for link in sorted(there, key=_surest_first):
        one, other = story_of[link.one], story_of[link.other]
        if one == other or not settled.isdisjoint((one, other)):
            continue
        declared = len(keys_of[one] | keys_of[other]) > 1
        if declared and link.origin != Origin.DUPLICATE:
            continue
        if not all(fits(a, b) for a, b in product(rows_of[one], rows_of[other])):
            continue
        # a declared story keeps its name, and of two the older one
        into, story = sorted((one, other), key=lambda each: (not keys_of[each], each))
        row, like = (link.one, link.other) if one == story else (link.other, link.one)
        found.append(Merge(story, into, row, like, link.origin, link.score))
        for moved in rows_of.pop(story):
            story_of[moved] = into
            rows_of[into].append(moved)
        keys_of[into] |= keys_of.pop(story)
    return found


def _surest_first(link: Link) -> tuple[bool, float, int, int]:
    return link.origin != Origin.DUPLICATE, -link.score, link.one, link.other
