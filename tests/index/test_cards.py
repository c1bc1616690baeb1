"""What is shown of articles stands in a file, and is never older than what was followed last."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.cards import Fragment
from index.catalog import Catalog
from index.store import Card

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CARDS = st.builds(
    Card, st.just(7), TEXTS, st.none() | TEXTS, TEXTS, TEXTS, st.none() | TEXTS, TEXTS,
    st.none() | MOMENTS,
)  # fmt: skip


def article(title: str, id_: str = "a") -> Article:
    return Article(id_, "en", title, text=f"A text about {id_}.", url=f"https://n.example/{id_}")


def titles(catalog: Catalog) -> dict[str, str]:
    catalog.follow()
    return {card.id: card.title for card in catalog.cards.of(range(1, 9)).values()}


@given(CARDS)
def test_a_fragment_says_what_the_card_says(card: Card):
    """Whatever characters stand in it."""
    fragment = Fragment.of(card)

    assert fragment.card(7) == card
    assert fragment.version(7) == (7, card.id, card.url, card.title, card.language)


def test_the_catalogue_shows_what_was_written(open_catalog: Callable[[], Catalog]):
    """By whichever process, before a snapshot and after it; what was withdrawn has no card."""
    reader, writer = open_catalog(), open_catalog()
    writer.put([article("Old"), article("Other", "b")])
    before = titles(reader)
    writer.save()
    saved = titles(reader)
    writer.put([article("New"), article("Third", "c")])
    written = titles(reader)
    writer.withdraw(["b"])

    assert before == saved == {"a": "Old", "b": "Other"}
    assert written == {"a": "New", "b": "Other", "c": "Third"}
    assert titles(reader) == {"a": "New", "c": "Third"}


def test_another_snapshot_has_what_was_written_since(open_catalog: Callable[[], Catalog]):
    """What stays is copied from one file to the next, beside what was written."""
    writer = open_catalog()
    writer.put([article("Old"), article("Gone", "b"), article("Stays", "c")])
    writer.save()
    writer.put([article("New"), article("Late", "d")])
    writer.withdraw(["b"])
    writer.save()

    assert titles(writer) == {"a": "New", "c": "Stays", "d": "Late"}
    assert titles(open_catalog()) == {"a": "New", "c": "Stays", "d": "Late"}


def damage(content: bytes) -> bytes:
    return content.replace(b"Old", b"Odd")


def cut(content: bytes) -> bytes:
    return content[:-5]


@pytest.mark.parametrize("spoil", [damage, cut])
def test_a_damaged_file_is_not_believed(
    open_catalog: Callable[[], Catalog], tmp_path: Path, spoil: Callable[[bytes], bytes]
):
    """What stands in the store is shown, whether it was opened before or after."""
    writer = open_catalog()
    writer.put([article("Old"), article("Last", "b")])
    writer.save()
    opened = open_catalog()
    before = titles(opened)
    (path,) = (tmp_path / "index").glob("*.cards")
    path.write_bytes(spoil(path.read_bytes()))

    assert before == titles(opened) == titles(open_catalog()) == {"a": "Old", "b": "Last"}


def test_a_file_that_is_missing_is_written(open_catalog: Callable[[], Catalog], tmp_path: Path):
    """As for a snapshot of an earlier version: it is time to save, though nothing was written."""
    catalog = open_catalog()
    catalog.put([article("Old")])
    catalog.save()
    for path in (tmp_path / "index").glob("*.cards"):
        path.unlink()

    outgrown = catalog.outgrown()
    catalog.save()

    assert (outgrown, catalog.outgrown()) == (True, False)
    assert titles(open_catalog()) == {"a": "Old"}


def test_a_damaged_file_is_written_anew(open_catalog: Callable[[], Catalog], tmp_path: Path):
    """It is found when it is opened; it comes with a snapshot of another name."""
    writer = open_catalog()
    writer.put([article("Old")])
    writer.save()
    (path,) = (tmp_path / "index").glob("*.cards")
    whole = path.read_bytes()
    path.write_bytes(cut(whole))
    catalog = open_catalog()

    outgrown = catalog.outgrown()
    catalog.save()

    (written,) = (tmp_path / "index").glob("*.cards")
    assert outgrown
    assert written != path
    assert written.read_bytes() == whole
