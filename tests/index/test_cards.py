"""What is shown of articles is kept, and never older than what was forgotten."""

from collections.abc import Callable

from index.article import Article
from index.cards import Cards
from index.catalog import Catalog


def article(title: str) -> Article:
    return Article("a", "en", title, text="A text about the harbour.", url="https://n.example/a")


def test_a_card_is_read_once(open_catalog: Callable[[], Catalog]):
    """What another writes is not seen until it is forgotten."""
    catalog = open_catalog()
    catalog.put([article("Old")])
    cards = Cards(catalog.store)
    (row,) = cards.of([1, 2])

    catalog.put([article("New")])

    assert cards.of([row])[row].title == "Old"
    assert cards.headlines([row])[row].title == "New"


def test_the_catalogue_forgets_what_was_written(open_catalog: Callable[[], Catalog]):
    """By whichever process; what was withdrawn has no card."""
    reader, writer = open_catalog(), open_catalog()
    writer.put([article("Old")])
    reader.follow()
    before = reader.cards.of([1])[1].title
    writer.put([article("New")])
    reader.follow()
    after = reader.cards.of([1])[1].title
    writer.withdraw(["a"])
    reader.follow()

    assert (before, after) == ("Old", "New")
    assert reader.cards.of([1]) == {}
    assert reader.cards.headlines([1]) == {}
