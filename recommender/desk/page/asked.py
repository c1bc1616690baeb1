"""What an editor asks to see: which page, for which reader, by which policy."""

from dataclasses import dataclass
from urllib.parse import urlencode

from recommender.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish to see the list under the page `id`.

    `language` is the reader's, `policy` chooses, `k` is how many stories; "" and None leave that to
    the page and the service. `against` is a policy to compare with, `why_not` the id or address of
    an article that is missed, "" for none.
    """

    id: str
    language: str = ""
    policy: str = ""
    k: int | None = None
    against: str = ""
    why_not: str = ""

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return urlencode({name: value for name, value in named.items() if value})


def number_of(field: str, written: str) -> int | None:
    """Return the number that somebody has typed, None for nothing. Raises InvalidRequest."""
    if not written.strip():
        return None
    try:
        return int(written)
    except ValueError:
        raise InvalidRequest(
            field, f"{field} {written[:80]!r} is not a number; write digits, or nothing"
        ) from None
