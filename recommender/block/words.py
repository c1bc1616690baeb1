"""What the block says, in the languages that it speaks."""

import tomllib
from functools import cache
from importlib import resources

from langcodes import Language
from pydantic import BaseModel, ConfigDict

from index.language import UNKNOWN
from recommender.relations import Relation

ENGLISH = "en"


class Words(BaseModel):
    """The phrases of one language. A story that is merely similar is not labelled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    related: str
    also_in: str
    same_event: str
    follow_up: str
    background: str

    def relation(self, relation: Relation | None) -> str:
        """Return what a relation is called; "" for none, and for mere similarity."""
        return "" if relation in (None, "similar") else str(getattr(self, relation))


@cache
def all_words() -> dict[str, Words]:
    """Return the words by language tag."""
    written = (resources.files("recommender.block") / "words.toml").read_text("utf-8")
    return {tag: Words(**said) for tag, said in tomllib.loads(written).items()}


def speech(page: str) -> tuple[str, Words]:
    """Return the language that the block speaks on a page in the language `page`, and its words.

    It is English where there are no words for the page's.
    """
    language = Language.get(page).maximize()
    for tag in (f"{language.language}-{language.script}", language.language):
        if tag in all_words() and page != UNKNOWN:
            return page, all_words()[tag]
    return ENGLISH, all_words()[ENGLISH]
