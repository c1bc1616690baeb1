"""Signs of a translation."""

import pytest

from index.stories.text import Text
from index.stories.translation import ODDS, Signs, log_odds, odds_at_best, signs_of

GERMAN = Text.of("Tram beschlossen", "", "Die 12 Räte geben 1,5 Millionen, ab 2030 fährt es.")
ENGLISH = Text.of("Tram agreed", "", "The 12 councillors give 1.5 million, it runs from 2030.")
OTHER = Text.of("Tram delayed", "", "The 9 councillors give 2.5 million, it runs from 2031.")


def test_numbers_are_shared_or_opposed():
    """Opposed are as many as both sides have alone: one side may just say more."""
    assert signs_of(GERMAN, ENGLISH, 5.0, 2.0)[2:4] == (3, 0)
    assert signs_of(GERMAN, OTHER, 5.0, 2.0)[2:4] == (0, 3)
    assert signs_of(GERMAN, Text.of("", "", "12 of 34 on 56"), 5.0, 2.0)[2:4] == (1, 2)


def test_the_odds_of_a_translation_are_good():
    """Alike, by a margin, with the same numbers and length; with other numbers they are not."""
    assert log_odds(signs_of(GERMAN, ENGLISH, 6.0, 3.0)) > ODDS
    assert log_odds(signs_of(GERMAN, OTHER, 6.0, 3.0)) < ODDS


@pytest.mark.parametrize("sign", Signs._fields)
def test_each_sign_counts_in_its_direction(sign: str):
    """All speak for a translation but opposed numbers."""
    signs = Signs(5.0, 2.0, 2, 1, 0.9)
    more = signs._replace(**{sign: getattr(signs, sign) + 0.1})

    assert (log_odds(more) > log_odds(signs)) == (sign != "opposed")


def test_no_text_is_better_than_the_best():
    """So that a pair which is left unread would not have been a translation."""
    assert log_odds(signs_of(GERMAN, GERMAN, 4.0, 1.0)) <= odds_at_best(4.0, 1.0)
