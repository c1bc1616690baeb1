"""The plot of agreement over weeks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recommender.desk.teach.agreeing import Share
from recommender.desk.teach.plot import HEIGHT, WIDTH, plotted

MONDAY = date(2026, 11, 2)
judged = st.integers(1, 50).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
shares = st.dictionaries(
    st.integers(0, 60).map(lambda n: MONDAY + timedelta(weeks=n)),
    judged.map(lambda counts: Share.among(*counts)),
    min_size=1,
)


@given(shares)
def test_points_stand_within_the_drawing(found: dict[date, Share]):
    """Bounds and all, from left to right, the higher the more they agree."""
    plot = plotted(found)

    assert [point.week for point in plot.points] == sorted(found)
    for point in plot.points:
        assert plot.left <= point.x <= plot.right <= WIDTH
        assert 0 <= point.high <= point.y <= point.low <= plot.foot <= HEIGHT
    across = [point.x for point in plot.points]
    assert across == sorted(across)
    by_share = sorted(plot.points, key=lambda point: point.share.value)
    heights = [point.y for point in by_share]
    assert heights == sorted(heights, reverse=True)


@given(shares)
def test_dates_do_not_run_into_each_other(found: dict[date, Share]):
    """At most eight weeks are named, and the last always is."""
    named = [point.is_named for point in plotted(found).points]

    assert named[-1]
    assert sum(named) <= 8


def test_a_week_without_judgements_leaves_room():
    """Weeks stand where the calendar has them."""
    share = Share.among(1, 2)
    weeks = (MONDAY, MONDAY + timedelta(weeks=1), MONDAY + timedelta(weeks=4))

    first, second, last = plotted(dict.fromkeys(weeks, share)).points

    assert round((last.x - first.x) / (second.x - first.x), 2) == 4
