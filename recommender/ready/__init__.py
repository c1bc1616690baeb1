"""Ready bytes: answers that are kept until what they depend on changes."""

from recommender.ready.answer import Answer, Headers, matches, without_content
from recommender.ready.answerer import Answerer

__all__ = ["Answer", "Answerer", "Headers", "matches", "without_content"]
