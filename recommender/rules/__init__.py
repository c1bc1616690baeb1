"""Rules: pure functions from candidates to what they keep or move, and limits on a list."""

from recommender.rules.business import Boosts, not_from, only_from
from recommender.rules.diversity import Diversity, VectorsOf
from recommender.rules.editors import not_blocked
from recommender.rules.language import in_a_language_that_is_read
from recommender.rules.limits import AtMost, Limit, Preferably, Watch
from recommender.rules.mix import LanguageMix, preferred_language_first
from recommender.rules.page import not_seen
from recommender.rules.relation import AtMostOfRelation, RelationOrder
from recommender.rules.rule import Move, Rule, rule
from recommender.rules.score import minimum_score
from recommender.rules.story import not_the_same_story, not_the_seed, one_entry_per_story
from recommender.rules.time import Ageing, Closeness, already_published, no_older_than

__all__ = [
    "Ageing",
    "AtMost",
    "AtMostOfRelation",
    "Boosts",
    "Closeness",
    "Diversity",
    "LanguageMix",
    "Limit",
    "Move",
    "Preferably",
    "RelationOrder",
    "Rule",
    "VectorsOf",
    "Watch",
    "already_published",
    "in_a_language_that_is_read",
    "minimum_score",
    "no_older_than",
    "not_blocked",
    "not_from",
    "not_seen",
    "not_the_same_story",
    "not_the_seed",
    "one_entry_per_story",
    "only_from",
    "preferred_language_first",
    "rule",
]
