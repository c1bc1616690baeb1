"""Finding pages: by address, id or words, the latest, and those that need an editor."""

from recommender.desk.finding.pages import router

__all__ = ["router"]
