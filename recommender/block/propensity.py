"""How likely a reader examines a story, over all lists that the block might have shown."""

from collections.abc import Sequence


def propensities(examination: Sequence[float], explore: float) -> list[float]:
    """Return the propensity of each of n stories, by its place in the list that was chosen; (n,).

    `examination` (n,) is the probability that a reader looks at each place. In the share `explore`
    of views one of the n - 1 pairs of neighbours, each as likely, has exchanged its places.
    """
    pair = explore / max(1, len(examination) - 1)
    chances = []
    for place, looked_at in enumerate(examination):
        neighbours = (*examination[max(0, place - 1) : place], *examination[place + 1 : place + 2])
        chances.append(looked_at + pair * sum(other - looked_at for other in neighbours))
    return chances
