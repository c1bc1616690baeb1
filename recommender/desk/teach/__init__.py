"""What editors' decisions teach: how far the engine agrees with them, and files to learn from."""

from recommender.desk.teach.pages import router

__all__ = ["router"]
