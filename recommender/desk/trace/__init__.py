"""The log of decisions: who decided what, and what changed with it."""

from recommender.desk.trace.pages import router

__all__ = ["router"]
