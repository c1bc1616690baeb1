"""How often somebody may ask: a token bucket for each, kept in as little as one number.

The generic cell rate algorithm (ATM Forum, Traffic Management Specification 4.0, 1996) counts the
moment at which a bucket will be full again, instead of tokens: no refilling, nothing to round.
"""

from collections import OrderedDict

_MOST_CLIENTS = 65_536


class Buckets:
    """A bucket for each of the clients that asked last; one that was forgotten is full.

    A rate is in requests per second for all processes together, which share it evenly. A bucket
    holds what comes together in a second, and at least one request a process.
    """

    def __init__(self, processes: int = 1, most_clients: int = _MOST_CLIENTS) -> None:
        """Share rates between so many processes, and remember so many clients."""
        self._processes, self._most_clients = processes, most_clients
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def take(self, client: str, rate: float, now: float) -> float:
        """Take a token at a moment in seconds; return 0, or how many seconds to wait for one."""
        each = self._processes / rate
        full_at = max(self._full_at.get(client, now), now) + each
        too_early = full_at - now - max(1.0, each)
        # sums of steps that are no binary fractions come out a little high
        if too_early > 1e-6:
            return too_early
        self._full_at[client] = full_at
        self._full_at.move_to_end(client)
        if len(self._full_at) > self._most_clients:
            self._full_at.popitem(last=False)
        return 0.0
