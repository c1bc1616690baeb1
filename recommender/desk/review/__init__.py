"""One page after the other, for editors who look through many."""

from recommender.desk.review.pages import router

__all__ = ["router"]
