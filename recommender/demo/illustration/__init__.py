"""Pictures for stories that have no photograph."""

from recommender.demo.illustration.styles import illustration

__all__ = ["illustration"]
