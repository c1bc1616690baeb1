"""What is shown of articles: in a file that all processes read, and from the store since."""

from index.cards.cards import Cards
from index.cards.fragment import Fragment

__all__ = ["Cards", "Fragment"]
