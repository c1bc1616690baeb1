"""Who a decision is signed by, when keys say who asks."""

import pytest

from index.store.keys import Scope
from recommender.access.caller import Caller
from recommender.api.signing import signature
from recommender.errors import InvalidRequest


@pytest.mark.parametrize(
    ("by", "name", "scope", "signed"),
    [
        (None, "mia", Scope.EDIT, "mia"),
        (" ", "mia", Scope.EDIT, "mia"),
        (" mia ", "mia", Scope.EDIT, "mia"),
        ("jo", None, Scope.EDIT, "jo"),
        (None, None, Scope.EDIT, None),
        ("jo", "newsroom", Scope.ADMIN, "jo"),
        (None, "newsroom", Scope.ADMIN, "newsroom"),
    ],
)
def test_a_decision_is_signed_with_the_name_on_the_key(
    by: str | None, name: str | None, scope: Scope, signed: str | None
):
    """Unless nobody needs a key, or it may do everything."""
    assert signature(by, Caller(name, scope)) == signed


def test_nobody_signs_for_somebody_else():
    """The error names both."""
    with pytest.raises(InvalidRequest, match=r"'jo' is not 'mia'.*leave it out") as error:
        signature("jo", Caller("mia", Scope.EDIT))

    assert error.value.field == "by"
