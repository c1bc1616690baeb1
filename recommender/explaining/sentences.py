"""From reasons to plain sentences; the words themselves stand in `sentences.toml`."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import langcodes

from index.store import Decision, Verdict
from recommender.explaining.explanation import Moved, Part, Reasons, Shared, Version

_TOML = Path(__file__).parent / "sentences.toml"
_NAMED = 6
"""So many shared words are named in a sentence."""

LEAST = 0.005
"""Steps that would be written as none."""

_FAR = 5.0
"""Moves farther than this set an order of their own; how far says nothing to a reader."""


def sentences(reasons: Reasons) -> list[str]:
    """Return why an article is shown or not, most important first, in English."""
    standing, *others = beside_parts(reasons)
    return [standing, _parts(reasons), *others]


def beside_parts(reasons: Reasons) -> list[str]:
    """Return the same without what the parts add to the score."""
    return [
        *_standing(reasons),
        *_decided(reasons.decisions),
        *_likeness(reasons),
        *(_moved(each, reasons.place) for each in reasons.moved),
        *_version(reasons.version),
    ]


def name_of(part: Part) -> str:
    """Return what a part of a score is called."""
    name: str = _words()["parts"][part.name]
    return name


def gave_way(relaxed: Sequence[str]) -> str:
    """Return which limits gave way to fill a list."""
    limits = _words()["limits"]
    return _say("gave_way", limits=", ".join(limits[each] for each in relaxed))


def _standing(reasons: Reasons) -> Iterator[str]:
    why = _words()["reasons"]
    if reasons.place:
        yield _say("shown", place=reasons.place, score=f"{reasons.score:.2f}")
        return
    yield _say("hidden", reason=why[reasons.reason])
    if found := reasons.comparison:
        lowest = "" if found.lowest is None else f"{found.lowest:.2f}"
        yield _say("compared", nearer=found.nearer, candidates=found.candidates, lowest=lowest)
        if found.place:
            yield _say("would_be", place=found.place)
        else:
            yield _say("would_not_be", reason=why[found.reason])
    if reasons.needed is not None:
        yield _say("needed", needed=f"{reasons.needed:.3f}", score=f"{reasons.score:.3f}")


def _decided(decisions: Sequence[Decision]) -> Iterator[str]:
    for each in decisions:
        done = _words()["decisions"][each.verdict]
        if each.verdict == Verdict.PIN and each.position:
            done = _say("position", position=each.position)
        by = _say("by", name=each.by) if each.by else _say("somebody")
        said = {"decision": done, "by": by, "day": f"{each.at:%Y-%m-%d}", "note": each.note}
        yield _say("decided_because" if each.note else "decided", **said)


def _likeness(reasons: Reasons) -> Iterator[str]:
    if reasons.relation:
        yield _say("relation", relation=_words()["relations"][reasons.relation])
    words = [_both(shared) for shared in telling(reasons.parts)]
    yield _say("shared", words=", ".join(words)) if words else _say("nothing_shared")


def telling(parts: Sequence[Part]) -> list[Shared]:
    """Return the shared words of all parts that add most to the score; no word of a text twice."""
    worth = [(part.steps * shared.share, shared) for part in parts for shared in part.shared]
    told: dict[str, Shared] = {}
    pages: set[str] = set()
    for _, shared in sorted(worth, key=lambda pair: -pair[0]):
        page, article = shared.page.casefold(), shared.article.casefold()
        if page not in pages and article not in told:
            pages.add(page)
            told[article] = shared
    return list(told.values())[:_NAMED]


def _parts(reasons: Reasons) -> str:
    parts = [
        _say("part", name=name_of(part), steps=f"{part.steps:+.2f}")
        for part in sorted(reasons.parts, key=lambda part: -part.steps)
        if abs(part.steps) >= LEAST
    ]
    return _say("parts", score=f"{reasons.score:.2f}", parts=", ".join(parts))


def _both(shared: Shared) -> str:
    same = shared.page.casefold() == shared.article.casefold()
    key = "same_words" if same else "other_words"
    return _say(key, page=shared.page, article=shared.article)


def _moved(moved: Moved, place: int | None) -> str:
    name = _words()["moves"][moved.name]
    if moved.by is None or abs(moved.by) > _FAR:
        said = _say("moved_apart", name=name)
    else:
        key = "moved_up" if moved.by > 0 else "moved_down"
        said = _say(key, name=name, by=f"{abs(moved.by):.3f}")
    if moved.place_without == place:
        return said
    key = "place_without" if moved.place_without else "nowhere_without"
    return f"{said} {_say(key, place=moved.place_without)}"


def _version(version: Version) -> Iterator[str]:
    if not version.others:
        yield _say("only_version", language=_language(version.language))
        return
    said = {
        "language": _language(version.language),
        "others": ", ".join(map(_language, version.others)),
    }
    yield _say("wished_version" if version.wished else "other_version", **said)
    if version.nearest_in != version.language:
        yield _say("nearest", language=_language(version.nearest_in))


def _language(tag: str) -> str:
    return str(langcodes.get(tag).display_name("en"))


def _say(key: str, **said: object) -> str:
    template: str = _words()["sentences"][key]
    return template.format(**said)


@cache
def _words() -> Any:
    return tomllib.loads(_TOML.read_text("utf-8"))["en"]
