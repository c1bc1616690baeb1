"""What an explanation says, before it is put into words."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from index.signature.reading import Field
from index.store import Card, Decision
from recommender.ranking import Ranking
from recommender.relations import Relation

NOT_COMPARED = "not_compared"
"""Why an article is not shown that was no candidate."""

PartName: TypeAlias = Literal["dense", "terms", "numbers", "pieces", "usual"]


class Spot(NamedTuple):
    """The characters [start, end) of a field of an article."""

    id: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A word or number that a page and an article share, as each of them writes it.

    `share`, in [0, 1], is how much of the part's value it makes. `on_page` and `in_article` are all
    places where it stands; none where a day is only that of publication, nor in a page that is not
    in the catalogue.
    """

    page: str
    article: str
    share: float
    on_page: tuple[Spot, ...]
    in_article: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one kind of evidence adds to a score, in steps.

    A step is the distance from what is usual between two languages to what one of a thousand
    unrelated pairs reaches. The part `usual` takes away what is usual. Parts of n steps together
    make a score of 1 - 2 ** -n, and the negative of that for -n. `shared` are the words that make
    most of it.
    """

    name: PartName
    steps: float
    shared: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved a candidate up or down: the table of the policy that says so.

    `by` is in units of the score; None for diversity, which depends on the stories above.
    `place_without` is where it would stand without, None for nowhere.
    """

    name: str
    by: float | None
    place_without: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """Which language version speaks for a story, and why.

    `wished` is the language of the reader's that it meets; None if it meets none. The score is that
    of the version `nearest` to the page, an id, in the language `nearest_in`. `others` are the
    languages of all other versions.
    """

    language: str
    wished: str | None
    nearest: str
    nearest_in: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where an article that was not compared would have stood among the candidates.

    `nearer` of `candidates` articles have a higher score; `lowest` is the lowest of them.
    `place` is where it would be shown had it been one of them; if nowhere, `reason` says why.
    """

    candidates: int
    nearer: int
    lowest: float | None
    place: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an article stands at a `place` in a list, from 1, or for what `reason` nowhere.

    `needed` is the least score with which its story would be shown, all else being equal; None if
    it is shown, or if no score would do. `decisions` are those of editors that hold for its story.
    """

    card: Card
    place: int | None
    reason: str | None
    score: float
    relation: Relation | None
    parts: tuple[Part, ...]
    moved: tuple[Moved, ...]
    decisions: tuple[Decision, ...]
    version: Version
    needed: float | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons for a ranking: for what is `shown`, in its order, and for others.

    Those are the `runners_up`, best first, and the articles that were `asked` about, in that order.
    """

    ranking: Ranking
    shown: tuple[Reasons, ...]
    runners_up: tuple[Reasons, ...]
    asked: tuple[Reasons, ...]
