"""Keys over real HTTP: who gets in, who does not, and what nobody gets to see."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import Result
from fastapi import FastAPI

from index.store import Store
from recommender.access.caller import Calling
from recommender.access.gate import Gate, Terms
from recommender.access.keyring import Keyring
from recommender.access.layer import Access
from recommender.access.rates import Buckets
from recommender.bootstrap import STORE_FILE

JSON = {"content-type": "application/json"}
REQUESTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "related": ("GET", "/v1/related", {"params": {"id": "nowhere"}}),
    "related to a text": ("POST", "/v1/related", {"json": {"text": ""}}),
    "article": ("GET", "/v1/articles/nowhere", {}),
    "publish": ("PUT", "/v1/articles/a", {"content": b"{", "headers": JSON}),
    "publish many": ("POST", "/v1/articles", {"content": b"", "headers": JSON}),
    "remove": ("DELETE", "/v1/articles/nowhere", {}),
    "decisions": ("GET", "/v1/decisions", {"params": {"id": "nowhere"}}),
    "decide": ("POST", "/v1/decisions", {"content": b"{", "headers": JSON}),
    "unknown": ("GET", "/v1/unknown", {}),
    "alive": ("GET", "/healthz", {}),
    "ready": ("GET", "/readyz", {}),
    "description": ("GET", "/openapi.json", {}),
}
NOTHING = {"alive", "ready", "description"}
READ = NOTHING | {"related", "related to a text", "article"}
WRITE = READ | {"publish", "publish many", "remove"}
EDIT = READ | {"decisions", "decide"}
ADMIN = set(REQUESTS)
LET_IN = [
    ("public", None, READ),
    ("closed", None, NOTHING),
    *[(mode, "read", READ) for mode in ("public", "closed")],
    *[(mode, "write", WRITE) for mode in ("public", "closed")],
    *[(mode, "edit", EDIT) for mode in ("public", "closed")],
    *[(mode, "admin", ADMIN) for mode in ("public", "closed")],
    *[("public", bad, NOTHING) for bad in ("expired", "revoked")],
]


@pytest.mark.parametrize(("mode", "key", "let_in"), LET_IN)
def test_a_key_lets_in_to_what_its_scope_allows(
    request: pytest.FixtureRequest, mode: str, key: str | None, let_in: set[str]
):
    """And without one to what the mode allows; the service itself answers those alone."""
    guarded = request.getfixturevalue(mode)

    statuses = {
        name: guarded.ask(method, path, key, **sent).status_code
        for name, (method, path, sent) in REQUESTS.items()
    }

    assert {name for name, status in statuses.items() if status not in (401, 403)} == let_in
    refused = 403 if key in ("read", "write", "edit") else 401
    assert {statuses[name] for name in ADMIN - let_in} <= {refused}


def test_a_service_for_this_machine_asks_for_no_key(unset: Any):
    """As it is started by default."""
    answers = [unset.ask(method, path, **sent) for method, path, sent in REQUESTS.values()]

    assert {answer.status_code for answer in answers}.isdisjoint({401, 403})


def test_a_key_means_the_same_where_none_is_needed(unset: Any):
    """It allows what its scope allows, so that it can be tried out."""
    statuses = [unset.ask("DELETE", "/v1/articles/a", key).status_code for key in ("write", "read")]

    assert statuses == [404, 403]


def test_without_a_key_one_is_told_which_it_takes(public: Any):
    """In a problem document, with the challenge that HTTP asks for."""
    answer = public.ask("DELETE", "/v1/articles/a")

    assert problem(answer)["type"] == "urn:problem:key-required"
    assert "'write'" in problem(answer)["detail"]
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["cache-control"] == "no-store"


def test_with_another_key_one_is_told_which_it_takes(public: Any):
    """What the key has, and what it would have to have."""
    answer = public.ask("DELETE", "/v1/articles/a", "edit")

    assert answer.status_code == 403
    assert problem(answer)["type"] == "urn:problem:scope-too-small"
    assert "'edit'" in problem(answer)["detail"]
    assert "'write'" in problem(answer)["detail"]
    assert 'scope="write"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(("key", "told"), [("expired", "expired on"), ("revoked", "was revoked")])
def test_whoever_holds_a_key_that_ended_is_told_so(public: Any, key: str, told: str):
    """Also where none is needed, so that it is noticed."""
    answer = public.ask("GET", "/v1/articles/a", key)

    assert answer.status_code == 401
    assert told in problem(answer)["detail"]
    assert "invalid_token" in answer.headers["www-authenticate"]


FORGED = {
    "another secret": lambda key: key[:-1] + ("0" if key[-1] != "0" else "1"),
    "another id": lambda key: f"rak_{'0' * 8}{key[12:]}",
    "half of it": lambda key: key[:30],
    "more than it": lambda key: key + "0",
    "in capitals": lambda key: f"rak_{key[4:].upper()}",
    "the prefix": lambda key: key[:4],
    "the id": lambda key: key[:12],
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_key_is_refused(public: Any, forge: Callable[[str], str]):
    """Even where none is needed."""
    bearer = {"authorization": f"Bearer {forge(public.keys['admin'])}"}

    answers = [
        public.client.request(method, "/v1/articles/a", headers=bearer)
        for method in ("GET", "DELETE")
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert "not known" in problem(answers[0])["detail"]


def test_a_key_may_stand_in_either_header(closed: Any):
    """In Authorization, however its scheme is written, or in X-API-Key."""
    key = closed.keys["read"]
    for header in (
        {"Authorization": f"Bearer {key}"},
        {"authorization": f"bEARER   {key}"},
        {"X-API-Key": key},
        {"Authorization": "Basic bWlhOnNlY3JldA==", "X-API-Key": key},
    ):
        assert closed.client.get("/v1/articles/a", headers=header).status_code == 404


@pytest.mark.parametrize(
    "value",
    [
        b"Bearer \xff\xfe\x80",
        "Bearer ключ".encode(),
        b"Bearer " + b"x" * 20_000,
        b"Bearer rak_" + b"0" * 20_000,
        b"Bearer",
        b"Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
        b"Digest username=mia",
        b"",
        b"rak_",
    ],
)
def test_an_odd_header_is_no_key(closed: Any, value: bytes):
    """It is told so in ASCII, and the service goes on."""
    answer = closed.client.get("/v1/articles/a", headers={b"authorization": value})

    assert answer.status_code == 401
    assert len(problem(answer)["detail"]) < 200
    assert closed.ask("GET", "/v1/articles/a", "read").status_code == 404


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_of_several_keys_none_counts(public: Any, header: str):
    """A proxy in front may have read another one of them."""
    value = {"Authorization": "Bearer {}", "X-API-Key": "{}"}[header]
    both = [(header, value.format(public.keys[scope])) for scope in ("read", "admin")]

    answer = public.client.delete("/v1/articles/a", headers=both)

    assert answer.status_code == 401
    assert header in problem(answer)["detail"]


def test_a_token_of_somebody_else_is_as_good_as_no_key(public: Any):
    """Such as one for a proxy in front: what needs no key is answered."""
    foreign = {"authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln"}

    statuses = [
        public.client.get(p, headers=foreign).status_code for p in ("/readyz", "/v1/related")
    ]

    assert statuses == [200, 422]


def test_a_running_service_follows_keys_that_another_process_makes_and_revokes(
    run: Callable[..., Result], process: tuple[Any, Any], until: Callable[..., None]
):
    """A new key is let in, and once it is revoked, is not."""
    guarded, _ = process
    created = run("--home", guarded.home, "keys", "create", "cms", "--scope", "write", "--rate", 0)
    bearer = {"authorization": f"Bearer {created.stdout.strip()}"}

    def status() -> int:
        return guarded.client.delete("/v1/articles/a", headers=bearer).status_code

    until(lambda: status() == 404)
    revoked = run("--home", guarded.home, "keys", "revoke", created.stdout[4:12])
    assert revoked.exit_code == 0
    until(lambda: status() == 401)


def test_the_last_day_of_use_is_kept(public: Any, until: Callable[..., None]):
    """Soon after a key was used; of one that was not it stays unknown."""
    public.ask("GET", "/v1/articles/a", "edit")
    store = Store(public.home / STORE_FILE)

    def used() -> dict[str, date | None]:
        return {key.name: key.used for key in store.keys.all()}

    until(lambda: used()["edit key"] is not None)
    assert used()["expired key"] is None
    store.close()


@pytest.mark.parametrize(
    ("mode", "key", "passed_on", "let_in"),
    [
        ("public", None, {}, True),
        ("public", None, {"x-forwarded-for": "127.0.0.1"}, False),
        ("public", "edit", {}, False),
        ("closed", None, {}, False),
        ("closed", "admin", {}, True),
    ],
)
def test_metrics_are_for_admins_and_clients_that_are_named(
    request: pytest.FixtureRequest,
    mode: str,
    key: str | None,
    passed_on: dict[str, str],
    let_in: bool,
):
    """By default those of this machine, but nobody whom a proxy speaks for."""
    guarded = request.getfixturevalue(mode)

    status = guarded.ask("GET", "/metrics", key, headers=passed_on).status_code

    assert (status not in (401, 403)) == let_in


def test_a_route_can_ask_who_calls(public: Any, serve_app: Callable[..., Any]):
    """It learns the name on the key, and what it is for."""
    app, store = FastAPI(), Store(public.home / STORE_FILE)

    @app.get("/v1/related")
    def who(caller: Calling) -> list[str | None]:
        return [caller.name, caller.scope]

    app.add_middleware(Access, gate=Gate(Terms("public"), Keyring(store.keys), Buckets()))
    with serve_app(app) as client:
        bearer = {"authorization": f"Bearer {public.keys['write']}"}
        answers = [client.get("/v1/related", headers=sent).json() for sent in (bearer, {})]

    store.close()
    assert answers == [["write key", "write"], [None, "read"]]


def test_no_secret_is_written_anywhere(process: tuple[Any, Any]):
    """Neither to the files of the service, nor to its log, whatever became of the key."""
    guarded, server = process
    for key in guarded.keys:
        guarded.ask("PUT", "/v1/articles/logged", key, content=b"{", headers=JSON)
        guarded.client.get("/v1/articles/logged", headers={"x-api-key": guarded.keys[key] + "0"})
    log = Path(os.readlink(f"/proc/{server.pid}/fd/2"))
    files = [path for path in (*guarded.home.rglob("*"), log) if path.is_file()]

    written = b"".join(path.read_bytes() for path in files)

    assert b"/v1/articles/logged" in written
    assert b"write key" in written
    assert [name for name, key in guarded.keys.items() if key[13:].encode() in written] == []


def problem(answer: httpx.Response) -> dict[str, Any]:
    """Return the problem document of an answer, which must be one."""
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["status"] == answer.status_code
    assert document["instance"] == answer.request.url.path
    return document
