"""Signing in, staying signed in, and being signed out."""

import time

import pytest
from itsdangerous import URLSafeSerializer

from index.store.keys import Scope
from recommender.access.keys import revoke_key
from recommender.desk.secret import FILE, secret_of
from recommender.desk.session import COOKIE

_PATIENCE_S = 60


def old_session(desk, key: str, hours: float) -> str:
    """Return the cookie of a session that was used last so many hours ago."""
    then = int(time.time() - hours * 3600)
    signer = URLSafeSerializer(secret_of(desk.services.settings.home), salt="desk session")
    return str(signer.dumps(["nonce", key[4:12], then, then]))


def test_a_stranger_is_asked_for_a_key(desk):
    """Every page leads to the form, which leads back to the page."""
    answer = desk.client().get("/desk/?q=%E6%B4%AA%E6%B0%B4")

    assert answer.url.path == "/desk/sign-in"
    assert 'name="next" value="/desk/?q=%E6%B4%AA%E6%B0%B4"' in answer.text


def test_a_key_opens_the_page_that_was_wanted(desk, send):
    """Whoever has signed in is where they wanted to go, and the header names them."""
    client = desk.client()
    answer = send(client, "/desk/sign-in", key=desk.keys["editor"], next="/desk/problems?days=7")

    assert (answer.url.path, answer.url.params["days"]) == ("/desk/problems", "7")
    assert "the editor" in answer.text


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "/v1/x"])
def test_signing_in_leads_nowhere_else(desk, send, wanted):
    """An address that somebody else has made up ends on the desk's own first page."""
    answer = send(desk.client(), "/desk/sign-in", key=desk.keys["viewer"], next=wanted)

    assert str(answer.url) == f"{desk.address}/desk/"


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk, send):
    """It goes along to the desk alone, and only with requests that the desk itself has caused."""
    answer = send(desk.client(), "/desk/sign-in", key=desk.keys["viewer"])
    set_by = answer.history[-1].headers["set-cookie"]

    assert {"HttpOnly", "Path=/desk", "SameSite=strict"} <= set(set_by.split("; "))
    assert "Secure" not in set_by


def test_behind_tls_the_cookie_never_leaves_it(serve_desk):
    """A proxy that is believed says that it speaks TLS."""
    desk = serve_desk(trusted_proxies=["127.0.0.1"])
    client = desk.client(**{"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7"})

    assert "Secure" in client.get("/desk/sign-in").headers["set-cookie"].split("; ")


def test_a_wrong_key_is_refused(serve_desk, send):
    """The form comes again, says why, and has nothing of what was written."""
    wrong = "rak_0a1b2c3d_" + "0" * 40
    answer = send(serve_desk().client(), "/desk/sign-in", key=wrong)

    assert answer.status_code == 401
    assert "not known here" in answer.text
    assert wrong not in answer.text


def test_an_expired_key_is_refused(serve_desk, send):
    """The form says that it is over."""
    desk = serve_desk()
    key = desk.make_key("late", Scope.EDIT, expires=desk.now())
    desk.read_keys_again()
    answer = send(desk.client(), "/desk/sign-in", key=key)

    assert answer.status_code == 401
    assert "has expired" in answer.text


def test_who_guesses_has_to_wait(serve_desk, send):
    """After four wrong keys from an address even the right one is not looked at for a while."""
    desk = serve_desk()
    client = desk.client()
    statuses = [send(client, "/desk/sign-in", key=f"guess {n}").status_code for n in range(4)]
    answer = send(client, "/desk/sign-in", key=desk.keys["admin"])

    assert statuses == [401] * 4
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1


def test_a_revoked_key_ends_its_session(serve_desk):
    """Soon after it is taken back, the next page asks for another key."""
    desk = serve_desk()
    client = desk.signed_in("editor")
    assert client.get("/desk/").url.path == "/desk/"
    revoke_key(desk.services.catalog.store.keys, desk.keys["editor"], desk.now())

    deadline = time.monotonic() + _PATIENCE_S
    while (answer := client.get("/desk/")).url.path == "/desk/":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert "session has ended" in answer.text


def test_a_session_that_nobody_used_has_ended(desk):
    """After nine hours the key has to be shown again, after seven not."""
    client = desk.client()
    client.cookies.set(COOKIE, old_session(desk, desk.keys["editor"], 9), path="/desk")
    late = client.get("/desk/")
    client.cookies.clear()
    client.cookies.set(COOKIE, old_session(desk, desk.keys["editor"], 7), path="/desk")

    assert late.url.path == "/desk/sign-in"
    assert "session has ended" in late.text
    assert client.get("/desk/").url.path == "/desk/"


def test_a_form_that_is_sent_too_late_is_not_carried_out(desk):
    """Its sender learns so, and is asked to sign in."""
    client = desk.client()
    client.cookies.set(COOKIE, old_session(desk, desk.keys["editor"], 9), path="/desk")
    answer = client.post("/desk/language", data={"to": "de", "token": "old"})

    assert answer.url.path == "/desk/sign-in"
    assert "not carried out" in answer.text
    assert "desk_lang" not in client.cookies


def test_a_cookie_cannot_be_made_up(desk, serve_desk):
    """One that another desk has signed, with all the right words, is worth nothing."""
    client = desk.client()
    client.cookies.set(COOKIE, old_session(serve_desk(), desk.keys["admin"], 0), path="/desk")

    assert client.get("/desk/").url.path == "/desk/sign-in"


def test_signing_out_ends_the_session(desk, send):
    """The desk then knows nobody."""
    client = desk.signed_in("viewer")
    answer = send(client, "/desk/sign-out", page="/desk/")

    assert "You are signed out" in answer.text
    assert client.get("/desk/").url.path == "/desk/sign-in"


def test_the_secret_is_for_its_owner_alone(desk):
    """Nobody else on the machine can read what sessions are signed with."""
    assert (desk.services.settings.home / FILE).stat().st_mode & 0o777 == 0o600


def test_whoever_uses_this_machine_needs_no_key(open_desk):
    """A service without access control knows them as its local editor."""
    answer = open_desk.client().get("/desk/")

    assert answer.url.path == "/desk/"
    assert "local editor" in answer.text


def test_a_page_elsewhere_is_not_whoever_uses_this_machine(open_desk):
    """A name that leads to this machine is not this machine's own."""
    client = open_desk.client(host="elsewhere.example")
    answer = client.get("/desk/", follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in")
