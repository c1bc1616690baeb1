"""Looking for changed lists before they are told, for commands that do without a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recommender.bootstrap import Services


def catch_up(services: Services, quiet: bool) -> None:
    """Look at every list that something has touched; show how far it is, unless `quiet`."""
    from tqdm import tqdm

    from recommender.changes.following import Following

    following = Following(services)
    with tqdm(desc="looking for changes", unit=" pages", disable=quiet or None) as bar:
        while following():
            bar.update(following.looked - bar.n)
