"""Forms that the desk has not made itself, and what its answers let browsers do."""

import pytest

from recommender.desk.headers import POLICY


def test_a_form_without_a_token_changes_nothing(desk):
    """It gets a page that says what to do, not a bare refusal."""
    client = desk.signed_in("editor")
    answer = client.post("/desk/language", data={"to": "de"})

    assert answer.status_code == 403
    assert "Nothing was changed" in answer.text
    assert "desk_lang" not in client.cookies


def test_the_token_of_another_session_is_forged(desk, token_of):
    """What one editor's form brings along does not open another's."""
    theirs = token_of(desk.signed_in("admin").get("/desk/").text)
    answer = desk.signed_in("editor").post("/desk/language", data={"to": "de", "token": theirs})

    assert answer.status_code == 403


def test_a_site_elsewhere_cannot_sign_somebody_in(desk):
    """Even the form for the key has a token of its own."""
    answer = desk.client().post("/desk/sign-in", data={"key": desk.keys["editor"]})

    assert answer.status_code == 403


def test_a_script_of_the_desk_brings_the_token_in_a_header(desk, token_of):
    """htmx sends no hidden fields."""
    client = desk.signed_in("editor")
    token = token_of(client.get("/desk/").text)
    answer = client.post("/desk/language", data={"to": "de"}, headers={"x-desk-token": token})

    assert answer.status_code == 200
    assert '<html lang="de"' in answer.text


@pytest.mark.parametrize("path", ["/desk/", "/desk/sign-in", "/desk/nothing-here", "/desk/keys"])
def test_every_answer_binds_browsers(desk, path):
    """Whatever it is, it runs no foreign script, is framed by nobody, and is not kept."""
    answer = desk.signed_in("editor").get(path)

    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


def test_files_are_kept_as_long_as_they_stay_the_same(desk):
    """Their address has a part that changes with them."""
    client = desk.signed_in("viewer")
    address = client.get("/desk/").text.split('rel="stylesheet" href="')[1].split('"')[0]

    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/desk/static/desk.css").headers["cache-control"] == "no-store"


def test_what_is_not_there_is_told_in_the_desk(desk):
    """The page for an unknown address offers the search."""
    answer = desk.signed_in("viewer").get("/desk/nothing-here")

    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert 'role="search"' in answer.text
