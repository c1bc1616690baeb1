"""A catalogue whose index was saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.following import FollowingIndex
from index.store import Store
from tests.index.vectors.drawn import (
    MODEL,
    entry_for,
    opened,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def catalogue(home: Path) -> Iterator[tuple[Store, FollowingIndex]]:
    """A store of thirty articles, and an index that was saved."""
    store, index = opened(home)
    store.write([entry_for(number) for number in range(30)], MODEL)
    index.save()
    yield store, index
    store.close()
