"""A page and its list as readers get it, why these stories, and what an editor decides there."""

from recommender.desk.page.pages import router

__all__ = ["router"]
