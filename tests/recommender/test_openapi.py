"""What the service says of itself, against what it does."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
import tomli_w

_HERE = Path(__file__).parent
_PAGE = "asteria-capsule-lands-en"
_RIGHT: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a list": ("GET", "/v1/related", {"params": {"id": _PAGE, "k": 5}}),
    "an explained list": ("GET", "/v1/related", {"params": {"id": _PAGE, "explain": True}}),
    "a list for a text": ("POST", "/v1/related", {"json": {"title": "A capsule lands"}}),
    "a list as HTML": ("GET", "/v1/related.html", {"params": {"id": _PAGE}}),
    "changes": ("GET", "/v1/changes", {"params": {"limit": 10}}),
    "a new article": ("PUT", "/v1/articles/{id}", {"json": {"title": "A new pier"}}),
    "an article": ("GET", "/v1/articles/{id}", {}),
    "many articles": ("POST", "/v1/articles", {
        "content": b'{"id": "pier", "title": "A new pier"}\n{}\n',
        "headers": {"content-type": "application/x-ndjson"},
    }),
    "a decision": ("POST", "/v1/decisions", {
        "json": {"seed": _PAGE, "article": "carauna-route-pt", "decision": "pin"},
    }),
    "decisions": ("GET", "/v1/decisions", {"params": {"id": _PAGE}}),
    "an article that is gone": ("DELETE", "/v1/articles/{id}", {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def client(
    start_server: Callable[[Path], Any],
    sample_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> httpx.Client:
    """Return a client of a server of our own, with all its routes."""
    home = Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("described") / "home"))
    (home / "recommender.toml").write_text(tomli_w.dumps({"clicks": "on"}))
    return start_server(home).client


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    """Return the OpenAPI document."""
    return client.get("/openapi.json").json()


@pytest.mark.timeout(600)
def test_schemathesis_finds_nothing(
    client: httpx.Client, environment: dict[str, str], tmp_path: Path
):
    """Whatever it asks, well-formed or not, is answered as the document says."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "--config-file", str(_HERE / "schemathesis.toml"),
        "run", f"{client.base_url}/openapi.json", "--no-color", "--continue-on-failure",
    ]  # fmt: skip
    hooks = {"SCHEMATHESIS_HOOKS": "article_lines", "PYTHONPATH": str(_HERE)}

    found = subprocess.run(
        command, env=environment | hooks, cwd=tmp_path, capture_output=True, text=True
    )

    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("name", _RIGHT)
def test_what_is_asked_right_is_answered_as_described(
    client: httpx.Client, document: dict[str, Any], name: str
):
    """Asked twice, since a list is made once and kept ready after that."""
    method, path, sent = _RIGHT[name]
    operation = schemathesis.openapi.from_dict(document)[path][method]
    id_ = _PAGE if method == "GET" else "pier-en"
    for _ in range(2):
        response = client.request(method, path.replace("{id}", id_), **sent)
        operation.validate_response(response)

    assert response.is_success or method == "DELETE", response.text


def test_errors_are_described_as_problem_documents(document: dict[str, Any]):
    """Of every route, also of those that answer with HTML or a table otherwise."""
    described = [
        list(response["content"])
        for path in document["paths"].values()
        for operation in path.values()
        for status, response in operation["responses"].items()
        if status[0] in "45"
    ]

    assert len(described) > 40
    assert all(types == ["application/problem+json"] for types in described)


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/v1/related", "GET, POST"), ("/v1/articles/a1", "GET, PUT, DELETE"), ("/healthz", "GET")],
)
def test_who_uses_a_wrong_method_is_told_all_the_right_ones(
    client: httpx.Client, path: str, methods: str
):
    """As RFC 9110 has it for 405, whichever route of the path was looked at first."""
    answer = client.request("PATCH", path)

    assert (answer.status_code, answer.headers["allow"]) == (405, methods)
