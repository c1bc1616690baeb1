"""How a policy is written down: what `policies.toml` may say, and what it may not."""

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from index.errors import InvalidArticle
from index.language import primary, standard_tag
from recommender.languages import PAGE, Mode
from recommender.relations import Relation
from recommender.rules.mix import READER

Limiting = Literal[
    "diversity", "per_source", "per_author", "per_section", "per_tag", "per_relation",
    "freshness", "minimum_score", "languages",
]  # fmt: skip
"""What may give way where a list would be short."""

DEFAULT_RELAX: tuple[Limiting, ...] = tuple(
    name for name in get_args(Limiting) if name != "minimum_score"
)
"""A wrong link is worse than none, so a minimum score gives way only where a policy says so."""


def _tag(written: str) -> str:
    try:
        return standard_tag(written)
    except InvalidArticle as error:
        raise ValueError(str(error)) from None


def _tag_or(word: str) -> AfterValidator:
    return AfterValidator(lambda written: written if written == word else _tag(written))


Speaks = Annotated[str, _tag_or(READER)]
Prefers = Annotated[str, _tag_or(PAGE)]
Days = Annotated[float, Field(gt=0, le=36_500)]
Count = Annotated[int, Field(ge=1, le=100)]
Names = tuple[str, ...]
Boost = Annotated[float, Field(ge=-0.3, le=0.3)]
MinimumScore = Annotated[float, Field(ge=-1, le=1)]


class Declared(BaseModel):
    """A table in which every key is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DeclaredLanguages(Declared):
    """Whose languages count, in which order, and how much of each."""

    prefer: tuple[Prefers, ...] = Field(default=(PAGE,), min_length=1, max_length=20)
    accept_language: bool = False
    mode: Mode = "best_story"
    at_least: dict[Speaks, Count] = Field(default={}, max_length=20)
    at_most: dict[Speaks, Annotated[int, Field(ge=0, le=100)]] = Field(default={}, max_length=20)
    shares: dict[Speaks, Annotated[float, Field(gt=0, le=1)]] = Field(default={}, max_length=20)

    @model_validator(mode="after")
    def _makes_sense(self) -> "DeclaredLanguages":
        if (total := sum(self.shares.values())) > 1 + 1e-9:
            raise ValueError(f"the shares add up to {total:g}; more than 1 cannot be had")
        kept_for = {*self.at_least, *self.shares}
        if wider := [tag for tag in kept_for if "-" in tag and primary(tag) in kept_for]:
            raise ValueError(f"{primary(wider[0])!r} includes {wider[0]!r}; name one of them")
        for tag, least in self.at_least.items():
            if least > self.at_most.get(tag, least):
                raise ValueError(f"at least {least} and at most {self.at_most[tag]} of {tag!r}")
        return self


class DeclaredEvergreen(Declared):
    """What does not age."""

    section: Names = ()
    tag: Names = ()


class DeclaredFreshness(Declared):
    """How age counts."""

    half_life: Days = 14
    weight: Annotated[float, Field(ge=0, le=0.5)] = 0.05
    by_section: dict[str, Days] = {}
    by_relation: dict[Relation, Days] = {}
    evergreen: DeclaredEvergreen = DeclaredEvergreen()
    oldest: Days | None = None


class DeclaredCloseness(Declared):
    """How the time between page and story counts."""

    half_life: Days = 180
    weight: Annotated[float, Field(ge=0, le=0.5)] = 0.2


class DeclaredDiversity(Declared):
    """How much stories have to differ."""

    relevance: Annotated[float, Field(ge=0.3, le=1)] = 1.0
    most_alike: Annotated[float, Field(gt=0, le=1)] | None = None


class DeclaredLimits(Declared):
    """At most so many stories that share a name."""

    per_section: Count | None = None
    per_tag: Count | None = None
    per_author: Count | None = None
    per_source: Count | None = None


class DeclaredRelations(Declared):
    """What stories may be to the page, how many of each, how near, and which come first."""

    exclude: tuple[Relation, ...] = ()
    order: tuple[Relation, ...] = ()
    at_most: dict[Relation, Count] = {}
    minimum_score: dict[Relation, MinimumScore] = {}


class DeclaredFiling(Declared):
    """Names that articles are filed under."""

    section: Names = ()
    tag: Names = ()
    author: Names = ()
    source: Names = ()
    id: Names = ()


class DeclaredBoosts(Declared):
    """What moves up or down, in units of the score, and how far at most."""

    bound: Annotated[float, Field(gt=0, le=0.3)] = 0.1
    section: dict[str, Boost] = {}
    tag: dict[str, Boost] = {}
    author: dict[str, Boost] = {}
    source: dict[str, Boost] = {}


class DeclaredPolicy(Declared):
    """A policy as a table of `policies.toml`."""

    version: int = Field(ge=1)
    description: str = ""
    minimum_score: MinimumScore | None = None
    languages: DeclaredLanguages = DeclaredLanguages()
    freshness: DeclaredFreshness | None = None
    closeness: DeclaredCloseness | None = None
    diversity: DeclaredDiversity | None = None
    limits: DeclaredLimits = DeclaredLimits()
    relations: DeclaredRelations = DeclaredRelations()
    include: DeclaredFiling = DeclaredFiling()
    exclude: DeclaredFiling = DeclaredFiling()
    boosts: DeclaredBoosts = DeclaredBoosts()
    relax: tuple[Limiting, ...] = DEFAULT_RELAX


def given(table: Declared) -> dict[str, Any]:
    """Return what a table says, without what it leaves empty."""
    return {name: value for name, value in table if value}
