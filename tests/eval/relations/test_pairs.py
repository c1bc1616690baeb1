"""The labelled pairs that come with the program."""

from collections import Counter
from datetime import datetime

import pytest

from eval.relations.pairs import LABELS, Pair, articles, labelled_pairs, threads


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return [*labelled_pairs("development"), *labelled_pairs("test")]


@pytest.fixture(scope="module")
def published() -> dict[str, datetime | None]:
    return {
        str(each.id): datetime.fromisoformat(each.published_at) if each.published_at else None
        for each in articles()
    }


def test_no_thread_of_news_is_in_both_parts(pairs: list[Pair]):
    """Or names that were seen while fitting would be found again in the test."""
    thread_of = threads()
    parts = {"development": set(), "test": set()}
    for pair in pairs:
        parts[pair.part] |= {thread_of[pair.page], thread_of[pair.candidate]}

    assert parts["development"] & parts["test"] == set()


def test_each_pair_is_labelled_once(pairs: list[Pair]):
    """A pair with two labels could not be judged."""
    assert Counter((pair.page, pair.candidate) for pair in pairs).most_common(1)[0][1] == 1


@pytest.mark.parametrize("part", ["development", "test"])
def test_every_label_has_a_dozen_pairs(part: str, pairs: list[Pair]):
    """And no other label is used."""
    counts = Counter(pair.relation for pair in pairs if pair.part == part)

    assert set(counts) == set(LABELS)
    assert min(counts.values()) >= 12


def test_one_matter_is_one_thread(pairs: list[Pair]):
    """Articles of different threads are at most similar."""
    thread_of = threads()
    for pair in pairs:
        shares = thread_of[pair.page] == thread_of[pair.candidate]
        assert shares == (pair.relation in ("same_event", "follow_up", "background")), pair


def test_labels_agree_with_the_order_of_dates(
    pairs: list[Pair], published: dict[str, datetime | None]
):
    """A follow-up is newer than its page, and accounts of one event are two days apart at most."""
    for pair in pairs:
        page, candidate = published[pair.page], published[pair.candidate]
        if pair.relation in ("same_event", "follow_up"):
            assert page is not None
            assert candidate is not None
            days = (candidate - page).total_seconds() / 86_400
            assert days > 0 if pair.relation == "follow_up" else abs(days) <= 2, pair


def test_pairs_are_of_many_languages_and_between_them(pairs: list[Pair]):
    """All 16 of the demo, with at least a hundred pairs across two."""
    language_of = {str(each.id): str(each.language) for each in articles()}
    spoken = [(language_of[pair.page], language_of[pair.candidate]) for pair in pairs]

    assert len({tag for both in spoken for tag in both}) == 16
    assert sum(one != other for one, other in spoken) >= 100
