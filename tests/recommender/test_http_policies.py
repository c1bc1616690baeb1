"""Policies over HTTP and on the command line, with the sample articles."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from fastapi.testclient import TestClient

from index.encoder import Encoder
from recommender.api.app import create_app
from recommender.bootstrap import bootstrap
from recommender.settings import Settings

PAGE = "velland-tunnel-opens-de"
TEXT = {"title": "Tunnel opens under the strait", "language": "en"}
OWN = """
[browser]
version = 1
languages = { accept_language = true, mode = "same_language" }
[strict]
version = 3
limits.per_section = 1
relax = []
"""


@pytest.fixture
def client(home: Path, encoder: Encoder) -> Iterator[TestClient]:
    """A client of the samples with two policies of the installation's own."""
    (home / "policies.toml").write_text(OWN)
    with TestClient(create_app(bootstrap(Settings(home=home), encoder))) as client:
        yield client


def related(client: TestClient, *, header: str = "", **asked: Any) -> Any:
    answer = client.get(
        "/v1/related", params={"id": PAGE, **asked}, headers={"accept-language": header}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def languages(answer: Any) -> list[str]:
    return [item["language"] for item in answer["items"]]


def test_a_request_chooses_the_policy(client: TestClient):
    """And the answer signs with the name and version."""
    assert related(client)["policy"] == "news-1"
    assert related(client, policy="evergreen")["policy"] == "evergreen-1"
    posted = client.post("/v1/related", json={**TEXT, "policy": "magazine"}).json()
    assert posted["policy"] == "magazine-1"


@pytest.mark.parametrize("ask", ["get", "post"])
def test_an_unknown_policy_is_refused(client: TestClient, ask: str):
    """The problem names the nearest that there is."""
    answer = (
        client.get("/v1/related", params={"id": PAGE, "policy": "magasine"})
        if ask == "get"
        else client.post("/v1/related", json={**TEXT, "policy": "magasine"})
    )

    assert answer.status_code == 422
    assert answer.json()["field"] == "policy"
    assert "did you mean 'magazine'?" in answer.json()["detail"]


def test_presets_give_different_lists(client: TestClient):
    """The same page, three editors."""
    lists = {
        name: tuple(item["id"] for item in related(client, policy=name)["items"])
        for name in ("news", "evergreen", "magazine")
    }

    assert len(set(lists.values())) == 3


def test_what_is_on_the_page_already_is_left_out(client: TestClient):
    """The parameter may be repeated; the list is as long as without it."""
    first, second = (item["id"] for item in related(client, k=2)["items"])

    ids = [item["id"] for item in related(client, k=4, exclude=[first, second])["items"]]

    assert len(ids) == 4
    assert not {first, second} & set(ids)
    posted = client.post("/v1/related", json={**TEXT, "exclude": [first]}).json()
    assert first not in [item["id"] for item in posted["items"]]


def test_far_too_many_exclusions_are_refused(client: TestClient):
    """With what was allowed."""
    answer = client.post("/v1/related", json={**TEXT, "exclude": ["x"] * 1001})

    assert answer.status_code == 422
    assert answer.json()["field"] == "exclude"


def test_a_browser_names_the_languages_where_the_policy_says_so(client: TestClient):
    """Unless the request names some; caches are told either way."""
    asked = {"id": PAGE, "policy": "browser", "k": 3}
    header = {"accept-language": "tlh, it;q=0.5, ja, *;q=0.1"}

    by_browser = client.get("/v1/related", params=asked, headers=header)
    by_request = client.get("/v1/related", params={**asked, "languages": "fr"}, headers=header)

    assert languages(by_browser.json())[0] == "ja"
    assert by_browser.headers["vary"] == "Accept-Language"
    assert languages(by_request.json())[0] == "fr"
    assert "vary" not in by_request.headers


def test_other_policies_do_not_hear_the_browser(client: TestClient):
    """So their answers are the same for everybody, and caches may keep one."""
    plain, japanese = (
        client.get("/v1/related", params={"id": PAGE}, headers={"accept-language": tag})
        for tag in ("en", "ja")
    )

    assert plain.json() == japanese.json()
    assert "vary" not in japanese.headers


def test_a_list_that_a_policy_keeps_short_says_so(client: TestClient):
    """Eight sections give at most eight stories, fewer than were asked for."""
    answer = related(client, policy="strict", k=20)

    assert len(answer["items"]) <= 8
    assert answer["unfilled_reason"] == "limited_by_policy"
    assert answer["relaxed"] == []


def test_the_command_line_chooses_the_policy(tell: Callable[..., Any], home: Path):
    """By an option, a setting, or the file of settings."""
    (home / "policies.toml").write_text(OWN)

    assert tell("related", PAGE, "--policy", "strict")["policy"] == "strict-3"
    assert tell("related", PAGE, RECOMMENDER_POLICY="magazine")["policy"] == "magazine-1"
    (home / "recommender.toml").write_text("policy = 'evergreen'")
    assert tell("related", PAGE)["policy"] == "evergreen-1"


def test_the_command_line_excludes(tell: Callable[..., Any]):
    """As often as the option is given."""
    first, second, third = (item["id"] for item in tell("related", PAGE, "-k", 3)["items"])

    answer = tell("related", PAGE, "-k", 1, "--exclude", first, "--exclude", second)

    assert [item["id"] for item in answer["items"]] == [third]


def test_the_command_line_says_what_was_given_up(run: Callable[..., Result], home: Path):
    """In words, under the list."""
    (home / "policies.toml").write_text("[one]\nversion = 1\nlimits.per_section = 1\n")

    result = run("--home", home, "related", PAGE, "-k", 9, "--policy", "one")

    assert "given up to fill the list: per_section" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "written"),
    [(["--policy", "newz"], ""), ([], "[mine]\nversoin = 1")],
)
def test_a_wrong_policy_is_one_line(
    refused: Callable[..., str], home: Path, arguments: list[str], written: str
):
    """With the nearest name and the file."""
    (home / "policies.toml").write_text(written)

    line = refused("--home", home, "related", PAGE, *arguments)

    assert "did you mean" in line
    assert "policies.toml" in line


def test_answers_say_what_was_given_up(client: TestClient):
    """For other programs, in the order in which it was."""
    assert related(client, policy="magazine", k=40)["relaxed"][0] == "diversity"
    assert related(client)["relaxed"] == []
