"""Rules: each a pure function from candidates to those it keeps, with the reason it gives."""

from recommender.rules.editors import not_blocked
from recommender.rules.language import in_a_language_that_is_read
from recommender.rules.rule import Rule, rule
from recommender.rules.score import minimum_score
from recommender.rules.story import not_the_same_story, not_the_seed, one_entry_per_story

__all__ = [
    "Rule",
    "in_a_language_that_is_read",
    "minimum_score",
    "not_blocked",
    "not_the_same_story",
    "not_the_seed",
    "one_entry_per_story",
    "rule",
]
