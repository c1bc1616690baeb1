"""The stories nearest to each story, scored and kept, so that an answer need not look for them."""

from index.shortlists.relater import Relater
from index.shortlists.shortlist import BEGINNING, STORIES, Shortlist

__all__ = ["BEGINNING", "STORIES", "Relater", "Shortlist"]
