"""What viewers, editors and administrators may do, and whom a proxy vouches for."""

import pytest

from index.store.keys import Scope
from recommender.access.keys import id_of
from recommender.desk.person import Role, role_of
from recommender.errors import InvalidSettings

USER, ROLES = "x-forwarded-user", "x-forwarded-groups"


@pytest.fixture(scope="module")
def behind_proxy(serve_desk):
    """A desk that believes this machine when it says who somebody is."""
    return serve_desk(trusted_proxies=["127.0.0.1"], desk_user_header=USER, desk_roles_header=ROLES)


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_administrators_see_the_keys(desk, role):
    """Others are told which role it takes."""
    answer = desk.signed_in(role).get("/desk/keys")

    assert answer.status_code == 403
    assert "“administrator”" in answer.text


def test_administrators_see_whose_keys_there_are(desk):
    """They see names and ids, and nothing that opens anything."""
    answer = desk.signed_in("admin").get("/desk/keys")

    for key in desk.keys.values():
        assert id_of(key.encode()) in answer.text
        assert key[13:] not in answer.text
    assert "the viewer" in answer.text


@pytest.mark.parametrize(
    ("scope", "role"),
    [
        (Scope.READ, Role.VIEWER),
        (Scope.WRITE, Role.VIEWER),
        (Scope.EDIT, Role.EDITOR),
        (Scope.ADMIN, Role.ADMIN),
    ],
)
def test_a_key_gives_the_role_of_its_scope(scope, role):
    """A program's key does not decide."""
    assert role_of(scope) is role


def test_a_proxy_says_who_somebody_is(behind_proxy):
    """Its user needs no key, and has the best of the roles that it names."""
    answer = behind_proxy.client(**{USER: "mia@news.example", ROLES: "staff, editor,viewer"}).get(
        "/desk/"
    )

    assert "mia@news.example" in answer.text
    assert ">editor<" in answer.text


def test_a_user_without_a_role_may_nothing(behind_proxy):
    """They are told so, and by which name they are known."""
    answer = behind_proxy.client(**{USER: "mia", ROLES: "staff"}).get("/desk/")

    assert answer.status_code == 403
    assert "mia" in answer.text


def test_of_two_names_none_counts(behind_proxy):
    """The proxy may have meant the other one."""
    answer = behind_proxy.client().get(
        "/desk/", headers=[(USER, "mia"), (USER, "noor"), (ROLES, "admin")]
    )

    assert answer.url.path == "/desk/sign-in"


def test_others_cannot_say_who_they_are(serve_desk):
    """The same headers from an address that is not the proxy's are nothing."""
    desk = serve_desk(trusted_proxies=["192.0.2.1"], desk_user_header=USER)
    answer = desk.client(**{USER: "mia", ROLES: "admin", "x-forwarded-for": "192.0.2.1"}).get(
        "/desk/"
    )

    assert answer.url.path == "/desk/sign-in"


def test_a_header_that_anybody_could_send_is_refused(serve_desk):
    """Without the proxy's address the service does not start."""
    with pytest.raises(InvalidSettings, match="trusted_proxies"):
        serve_desk(desk_user_header=USER)
