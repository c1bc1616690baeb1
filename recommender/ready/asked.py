"""What a page asks for in its address, as far as it can be answered at once."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import parse_qsl

from recommender.reader import listed_languages

_EXPLAINED = frozenset({"explain", "why_not"})
_LONGEST = 8192


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of `GET /v1/related`, unchecked but for their form."""

    ids: tuple[str, ...]
    url: str | None
    k: int | None
    languages: tuple[str, ...]
    only: tuple[str, ...]
    exclude: tuple[str, ...]
    policy: str | None


def asked(query: bytes) -> Asked | None:
    """Read a query string; None for one that takes longer to answer, or is not well-formed."""
    if len(query) > _LONGEST:
        return None
    given: defaultdict[str, list[str]] = defaultdict(list)
    try:
        for name, value in parse_qsl(query.decode("ascii"), True, errors="strict"):
            given[name].append(value)
    except ValueError:
        return None
    k = given["k"][-1] if "k" in given else None
    if k is not None and not (k.isascii() and k.isdigit() and len(k) < 4):
        return None
    if not _EXPLAINED.isdisjoint(given) or ("id" in given) == ("url" in given):
        return None
    return Asked(
        tuple(given["id"]),
        given["url"][-1] if "url" in given else None,
        None if k is None else int(k),
        tuple(listed_languages(",".join(given["languages"]))),
        tuple(listed_languages(",".join(given["only"]))),
        tuple(given["exclude"]),
        given["policy"][-1] if "policy" in given else None,
    )
