"""What a caller may wish for beyond a page and a number of stories."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from recommender.policy import Policy


class Wish(TypedDict, total=False):
    """Keywords of every method that answers with related stories; none of them is needed.

    `languages` (BCP 47, best first) are those that the reader prefers: a story that exists in
    several is shown in the first of them. Left out, it is shown in those that the policy prefers,
    or else in the page's own. Nothing is shown in other languages than `only`, nor a story with an
    id in `exclude`: one that is on the page already, or has been read. Ages are counted at `now`;
    without it time plays no part, and articles before their time are shown, too. `policy` chooses
    instead of the recommender's own.
    """

    languages: Sequence[str]
    only: Sequence[str]
    exclude: Sequence[str]
    now: datetime
    policy: Policy
