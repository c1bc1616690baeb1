"""The same text twice, or two from one template."""

import random

import pytest

from index.stories.duplicate import are_duplicates
from index.stories.text import Text

STORY = (
    "The council of Riverton has agreed to build a tram line from the station to the hospital. "
    "Work begins in spring and takes about three years. Residents had collected signatures "
    "against it because of the noise. The mayor said that the city would plant trees along the "
    "line. A first section opens before the others so that students can use it."
)
RECALL = (
    "{shop} recalls its peanuts with honey because they may contain traces of milk. People who "
    "are allergic to milk should not eat them. {shop} has taken the product from its shelves. "
    "Customers can bring it back to any branch of {shop} and get their money back."
)


def text(body: str, title: str = "Tram agreed") -> Text:
    return Text.of(title, "", body)


def test_a_copy_is_a_duplicate():
    """Word for word, whatever its case."""
    assert are_duplicates(text(STORY), text(STORY.upper()))


def test_a_new_headline_changes_nothing():
    """A wire copy under the headline of another paper."""
    assert are_duplicates(text(STORY), text(STORY, "City gets a tram at last, mayor is happy"))


def test_an_update_that_adds_is_a_duplicate():
    """What is new goes one way."""
    update = f"{STORY} Opponents announced on Tuesday that they would appeal within 30 days."

    assert are_duplicates(text(STORY), text(update))
    assert are_duplicates(text(update), text(STORY))


def test_other_numbers_in_the_same_words_tell_another_story():
    """A weekly statistic is not the one of last week."""
    week = f"{STORY} In this week {{}} people travelled, {{}} more than before."

    assert not are_duplicates(text(week.format(812, 14)), text(week.format(790, 9)))


def test_another_name_in_the_same_words_tells_another_story():
    """Two shops recall one product with one form."""
    one, other = (Text.of("", "", RECALL.format(shop=shop)) for shop in ("Alpha", "Beta"))

    assert not are_duplicates(one, other)


def test_a_digest_is_no_duplicate_of_what_it_holds():
    """It tells many stories."""
    digest = f"{STORY} {' '.join(random.Random(0).sample(STORY.split(), 60))} {STORY[::-1]}"

    assert not are_duplicates(text(STORY), text(digest))


@pytest.mark.parametrize("other", ["", "Something else entirely happened in another city."])
def test_what_shares_nothing_is_no_duplicate(other: str):
    """An empty text is no copy either."""
    assert not are_duplicates(text(STORY), text(other, ""))
