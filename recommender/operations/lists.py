"""What computed lists are like, seen from outside: are they full, and in which languages."""

from index.language import primary
from recommender.operations.measures import FULL_LISTS, LISTS, SHOWN
from recommender.ranking import Ranking

_SAME, _OTHER = SHOWN.labels("same"), SHOWN.labels("other")


def note_list(ranking: Ranking) -> None:
    """Count a list that was computed for a page, and the stories on it."""
    LISTS.inc()
    if ranking.unfilled_reason is None:
        FULL_LISTS.inc()
    page = primary(ranking.considered.pages[0].language)
    same = sum(primary(each.language) == page for each in ranking.shown)
    _SAME.inc(same)
    _OTHER.inc(len(ranking.shown) - same)
