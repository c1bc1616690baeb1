"""The table from routes to scopes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from starlette.routing import BaseRoute

from index.encoder import Encoder
from index.store.keys import Scope
from recommender.access.scopes import ELSEWHERE, NEW, RULES, Door, allows, needed, rule_of
from recommender.api.app import create_app
from recommender.bootstrap import bootstrap
from recommender.settings import Settings

READ, WRITE, EDIT, ADMIN = Scope.READ, Scope.WRITE, Scope.EDIT, Scope.ADMIN


def paths(routes: Sequence[BaseRoute]) -> Iterator[str]:
    """Yield the paths of all routes; those that an included router brings, too."""
    for route in routes:
        if (router := getattr(route, "original_router", None)) is not None:
            yield from paths(router.routes)
        else:
            yield route.path


def test_every_route_has_a_rule(tmp_path: Path, encoder: Encoder):
    """Whoever adds a route has to say who may use it."""
    services = bootstrap(Settings(home=tmp_path, clicks="on"), encoder)

    found = set(paths(create_app(services).routes))

    services.close()
    assert {"/v1/related", "/v1/articles/{id:path}", "/docs", "/healthz"} <= found
    assert [path for path in sorted(found) if rule_of(path) in (NEW, ELSEWHERE)] == []


@pytest.mark.parametrize(
    ("method", "path", "need"),
    [
        ("GET", "/v1/related", READ),
        ("POST", "/v1/related", READ),
        ("GET", "/v1/related.html", READ),
        ("GET", "/v1/changes", READ),
        ("POST", "/v1/clicks", READ),
        ("GET", "/v1/articles/a/b", READ),
        ("HEAD", "/v1/articles/a", READ),
        ("POST", "/v1/articles", WRITE),
        ("PUT", "/v1/articles/a", WRITE),
        ("DELETE", "/v1/articles/healthz", WRITE),
        ("PATCH", "/v1/articles/a", WRITE),
        ("GET", "/v1/decisions", EDIT),
        ("POST", "/v1/decisions", EDIT),
        ("POST", "/v1/decisions/", EDIT),
        ("GET", "/v1/webhooks", ADMIN),
        ("POST", "/v1/keys", ADMIN),
        ("GET", "/v1/articlesX", ADMIN),
        ("GET", "/v1", ADMIN),
        ("GET", "/metrics", Door.METRICS),
        ("GET", "/healthz", Door.OPEN),
        ("GET", "/docs/oauth2-redirect", Door.OPEN),
        ("GET", "/block/v1/related-stories.js", Door.OPEN),
        ("GET", "/desk/page", Door.OPEN),
        ("POST", "/healthz", ADMIN),
        ("GET", "/en/story", READ),
        ("POST", "/en/story", ADMIN),
        ("GET", "//v1/decisions", READ),
        ("DELETE", "//v1/articles/a", ADMIN),
        ("DELETE", "/docs/../v1/articles/a", ADMIN),
        ("DELETE", "", ADMIN),
    ],
)
def test_what_a_request_takes(method: str, path: str, need: Scope | Door):
    """What changes something is never open, however the path is written."""
    assert needed(method, path) == need


@pytest.mark.parametrize(
    ("held", "allowed"),
    [(READ, {READ}), (WRITE, {READ, WRITE}), (EDIT, {READ, EDIT}), (ADMIN, set(Scope))],
)
def test_what_a_scope_allows(held: Scope, allowed: set[Scope]):
    """Writing and editing each contain reading, but not one another; admin contains all."""
    assert {scope for scope in Scope if allows(held, scope)} == allowed


def test_no_rule_hides_a_later_one():
    """Each rule is the one that holds for its own path."""
    assert [rule_of(rule.path) for rule in RULES] == list(RULES)
