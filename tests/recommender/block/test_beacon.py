"""What the service takes of views and clicks, and what it keeps."""

import json
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from recommender.settings import load_settings

PAGE = "asteria-capsule-lands-en"
STORIES = ["dorin-cash-es", "dorin-outage-en", "dorin-inquiry-zh"]
VIEW = {"view": "1-2-3-4-5", "page": PAGE, "items": STORIES, "swapped": 0, "explore": 0}


@pytest.fixture(scope="module")
def logging(open_service) -> tuple[str, Path]:
    """A service that logs, and the file of today."""
    service, services = open_service(clicks="on", explore=0.5, examination=(1, 0.6, 0.4))
    return service, services.settings.home / "clicks" / f"{datetime.now(UTC):%Y-%m-%d}.jsonl"


def send(service: str, **headers: str):
    """Send as a browser does."""

    def send_(message: object, **more: str) -> httpx.Response:
        sent = message if isinstance(message, bytes) else json.dumps(message).encode()
        given = {"content-type": "text/plain;charset=UTF-8", **headers, **more}
        return httpx.post(f"{service}/v1/clicks", content=sent, headers=given)

    return send_


def lines(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def test_it_is_off_by_default(service: str):
    """A service that was not told to log has no such route, and its component sends nothing."""
    assert send(service)({**VIEW, "clicked": []}).status_code == 404
    assert '"clicks":false' in httpx.get(f"{service}/block/v1/related-stories.js").text


def test_a_view_is_a_line(logging):
    """Page, stories with places and propensities, and clicks are kept: nothing else."""
    service, log = logging
    before = len(lines(log))
    answer = send(service)({**VIEW, "explore": 0.5, "clicked": [2]})

    assert (answer.status_code, answer.content) == (204, b"")
    assert "set-cookie" not in answer.headers
    (line,) = lines(log)[before:]
    assert line == {
        "seed": PAGE,
        "view": "1-2-3-4-5",
        "items": [
            {"id": STORIES[0], "position": 1, "clicked": False, "propensity": 0.9},
            {"id": STORIES[1], "position": 2, "clicked": True, "propensity": 0.65},
            {"id": STORIES[2], "position": 3, "clicked": False, "propensity": 0.45},
        ],
    }


def test_a_page_may_be_named_by_its_address(logging, site):
    """The log has the id of the page, however it was named."""
    service, log = logging
    view = {name: value for name, value in VIEW.items() if name != "page"}
    url = f"{site.address}/en/asteria-capsule-lands?utm_source=mail"

    assert send(service)({**view, "url": url, "clicked": []}).status_code == 204
    assert lines(log)[-1]["seed"] == PAGE


@pytest.mark.parametrize("wish", [{"sec-gpc": "1"}, {"dnt": "1"}])
def test_whoever_objects_is_not_counted(logging, wish: dict[str, str]):
    """Global Privacy Control and Do Not Track are heeded, whatever the page sends."""
    service, log = logging
    before = lines(log)

    assert send(service)({**VIEW, "clicked": [1]}, **wish).status_code == 204
    assert lines(log) == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"view": "x"}, "view"),
        ({"view": "me@example.org"}, "view"),
        ({"person": "mia"}, "person"),
        ({"items": []}, "items"),
        ({"items": ["a"] * 101}, "items"),
        ({"items": [STORIES[0]] * 2}, "view"),
        ({"items": [7, 8]}, "items.0"),
        ({"url": "https://news.example/"}, "view"),
        ({"clicked": [4]}, "view"),
        ({"clicked": [0]}, "clicked.0"),
        ({"clicked": ["1"]}, "clicked.0"),
        ({"swapped": -1}, "swapped"),
        ({"swapped": 1}, "view"),
        ({"swapped": 3, "explore": 0.5}, "view"),
        ({"explore": 0.25}, "explore"),
        ({"explore": "much"}, "explore"),
        ({"items": [*STORIES, "asteria-price-debate-es"]}, "items"),
    ],
)
def test_what_cannot_be_is_refused(logging, wrong: dict[str, object], field: str):
    """A message that no block of this service can have sent is not kept."""
    service, log = logging
    before = lines(log)
    answer = send(service)({**VIEW, "clicked": [], **wrong})

    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert lines(log) == before


@pytest.mark.parametrize("wrong", [{"page": "nowhere"}, {"items": ["nothing", STORIES[0]]}])
def test_unknown_articles_are_refused(logging, wrong: dict[str, object]):
    """Nobody writes words of their own into the log."""
    service, log = logging
    before = lines(log)

    assert send(service)({**VIEW, "clicked": [], **wrong}).status_code == 404
    assert lines(log) == before


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "text/plain", 422),
        (b"[]", "text/plain", 422),
        (b"\xff{", "text/plain", 422),
        (b"{}" + b" " * 70_000, "text/plain", 413),
        (b"a=1", "application/x-www-form-urlencoded", 415),
    ],
)
def test_other_messages_are_refused(logging, body: bytes, kind: str, status: int):
    """What is no view, too large, or of another type is answered with a problem document."""
    service, _ = logging
    answer = send(service)(body, **{"content-type": kind})

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_story_that_was_withdrawn_meanwhile_still_counts(logging):
    """Views are not left out by what they showed; that would bias the rest."""
    service, log = logging
    address = f"{service}/v1/articles/brief"
    httpx.put(address, json={"title": "A brief story of a day", "language": "en"})
    httpx.delete(address).raise_for_status()
    items = [STORIES[0], "brief"]

    assert send(service)({**VIEW, "items": items, "clicked": []}).status_code == 204
    assert [item["id"] for item in lines(log)[-1]["items"]] == items


def test_more_than_so_many_a_second_are_not_kept(open_service, monkeypatch):
    """A flood of views is refused, and says when to come again."""
    monkeypatch.setattr("recommender.api.beacon._VIEWS_PER_SECOND", 0.001)
    service, _ = open_service(clicks="on")
    kept, refused = (send(service)({**VIEW, "clicked": []}) for _ in range(2))

    assert kept.status_code == 204
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 1000


def test_a_log_that_cannot_be_written_is_no_secret(open_service):
    """The service says what is in the way, and answers pages as before."""
    service, services = open_service(clicks="on")
    (services.settings.home / "clicks").write_text("not a folder")
    answer = send(service)({**VIEW, "clicked": []})

    assert answer.status_code == 503
    assert "clicks" in answer.json()["detail"]
    assert httpx.get(f"{service}/v1/related", params={"id": PAGE}).status_code == 200


def test_readers_need_no_key(open_service):
    """A service that the public may only read takes views all the same."""
    service, _ = open_service(clicks="on", access="public")

    assert httpx.get(f"{service}/v1/related.html", params={"id": PAGE}).status_code == 200
    assert httpx.get(f"{service}/block/v1/related-stories.js").status_code == 200
    assert send(service)({**VIEW, "clicked": []}).status_code == 204
    assert httpx.delete(f"{service}/v1/articles/{PAGE}").status_code == 401


def test_the_curve_may_stand_in_the_environment(monkeypatch, tmp_path):
    """An examination curve is written with commas."""
    monkeypatch.setenv("RECOMMENDER_EXAMINATION", "1, 0.6,.4")

    assert load_settings(home=tmp_path).examination == (1, 0.6, 0.4)
