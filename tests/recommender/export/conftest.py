"""A catalogue that is followed, and folders to export into."""

from tests.recommender.changes.conftest import (
    followed_home,
    newsroom,
    newsroom_home,
    open_newsroom,
)

__all__ = ["followed_home", "newsroom", "newsroom_home", "open_newsroom"]
