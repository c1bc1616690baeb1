"""When to try again: later each time, never all at once, and not for ever."""

import random
from datetime import datetime, timedelta

from index.store.webhooks import Webhook

FIRST = timedelta(seconds=5)
LONGEST = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=5)


def retry_at(hook: Webhook, now: datetime, chance: random.Random) -> datetime | None:
    """Return when to try a webhook again that has failed at `now`; None to give up.

    The wait doubles with each failure up to an hour, less up to a quarter by chance, so that many
    that failed together do not come back together.
    """
    if hook.failing_since is not None and now - hook.failing_since >= GIVEN_UP_AFTER:
        return None
    # 5 s doubled ten times is over an hour
    wait = min(FIRST * (1 << min(hook.failures, 10)), LONGEST)
    return now + wait * (1 - chance.random() / 4)
