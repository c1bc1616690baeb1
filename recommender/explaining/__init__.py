"""Why each story is in a list and others are not, as data and in words for an editor."""

from recommender.explaining.explain import RUNNERS_UP, explain
from recommender.explaining.explanation import Explanation, Reasons
from recommender.explaining.sentences import sentences

__all__ = ["RUNNERS_UP", "Explanation", "Reasons", "explain", "sentences"]
