"""What a page tells of a view of the block, and how the click log says it."""

from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from recommender.block.propensity import propensities
from recommender.errors import InvalidRequest

MOST_STORIES = 100

_Name = Annotated[str, Field(min_length=1, max_length=2048)]


class View(BaseModel):
    """A reader has seen the block: what stood there, in this order, and which places were clicked.

    The page is named by its id or its address. `swapped` is the first of the two places whose
    stories were exchanged, 0 for none; `explore` the share of views in which that happens. `view`
    is a random number, by which a message that arrived twice can be told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    view: Annotated[str, Field(pattern=r"^[0-9a-z-]{8,64}$")]
    page: _Name | None = None
    url: _Name | None = None
    items: Annotated[list[_Name], Field(min_length=1, max_length=MOST_STORIES)]
    swapped: Annotated[int, Field(ge=0)]
    explore: Annotated[float, Field(ge=0, le=1)]
    clicked: Annotated[list[Annotated[int, Field(ge=1)]], Field(max_length=MOST_STORIES)]

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if (self.page is None) == (self.url is None):
            raise ValueError("give either the id or the url of the page")
        if len(set(self.items)) < len(self.items):
            raise ValueError("a page shows each story once")
        if max(self.clicked, default=0) > len(self.items):
            raise ValueError(f"a click on place {max(self.clicked)} of {len(self.items)}")
        if self.swapped and not (self.explore and self.swapped < len(self.items)):
            raise ValueError(f"place {self.swapped} cannot have been exchanged with the next")
        return self

    @classmethod
    def from_json(cls, message: bytes) -> Self:
        """Read a message. Raises InvalidRequest naming the first field that is wrong."""
        try:
            return cls.model_validate_json(message)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            field = ".".join(map(str, problem["loc"])) or "view"
            reason = problem["msg"].removeprefix("Value error, ").lower()
            raise InvalidRequest(field, f"{field}: {reason}") from None

    def line(self, seed: str, examination: Sequence[float]) -> dict[str, Any]:
        """Return what the log says of it; `seed` is the id of the page.

        `examination` has a value for each place, or none at all if nobody knows the curve: then
        there are no propensities either.
        """
        items: list[dict[str, Any]] = [
            {"id": id_, "position": place, "clicked": place in self.clicked}
            for place, id_ in enumerate(self.items, start=1)
        ]
        if examination:
            chosen = propensities(examination[: len(items)], self.explore)
            for item, propensity in zip(self._exchanged(items), chosen, strict=True):
                item["propensity"] = round(propensity, 6)
        return {"seed": seed, "view": self.view, "items": items}

    def _exchanged(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return what was shown in the order in which it was chosen."""
        first = self.swapped
        if not first:
            return items
        return [*items[: first - 1], items[first], items[first - 1], *items[first + 1 :]]
