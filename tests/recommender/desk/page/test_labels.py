"""What reasons are called at the desk."""

import tomllib
from importlib import resources

import pytest

from recommender.desk.page import labels

SAID = tomllib.loads(
    (resources.files("recommender.explaining") / "sentences.toml").read_text("utf-8")
)["en"]


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        ("reasons", labels.REASONS),
        ("parts", labels.PARTS),
        ("moves", labels.MOVES),
        ("limits", labels.LIMITS),
        ("relations", labels.RELATIONS),
    ],
)
def test_the_desk_has_a_name_for_all_that_explanations_say(table: str, shown: dict[str, str]):
    """A reason that is new there would have none here, and break the page."""
    assert set(shown) == set(SAID[table])
