"""From a reader's eyes and finger to the evaluation's estimate."""

import gzip
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from eval.clicks.log import read_log
from eval.commands.clicks import command
from recommender.bootstrap import Services

PAGE = "asteria-capsule-lands-en"
BEACON = f"page='{PAGE}' k='3' beacon"
SEEN_AFTER_MS = 1200


@pytest.fixture
def views(open_service) -> Callable[..., tuple[str, Callable[[int], list[dict]]]]:
    """Open a service that logs; gives its address, and its log once that has so many lines."""

    def open_(**given: object) -> tuple[str, Callable[[int], list[dict]]]:
        service, services = open_service(clicks="on", **given)

        def logged(expected: int) -> list[dict]:
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                found = _lines(services)
                if len(found) >= expected:
                    return found
                time.sleep(0.02)
            raise AssertionError(f"{expected} views did not come; there are {_lines(services)}")

        return service, logged

    return open_


def _lines(services: Services) -> list[dict]:
    return [json.loads(line) for path in _files(services) for line in path.open()]


def _files(services: Services) -> list[Path]:
    return sorted((services.settings.home / "clicks").glob("*.jsonl"))


def read(page: Page, address: str) -> None:
    """Open a page, and look at its block for as long as it takes to count."""
    page.goto(address)
    page.wait_for_selector("related-stories .title")
    page.wait_for_timeout(SEEN_AFTER_MS)


def test_a_click_is_logged_with_all_that_was_shown(page: Page, site, block, views):
    """Whoever sees the block and opens its second story leaves one line that says so."""
    service, logged = views()
    read(page, site.page(block(BEACON, service=service)))
    second = page.locator("related-stories .title").nth(1)
    address = second.get_attribute("href")
    second.click()
    page.wait_for_url(address)

    (line,) = logged(1)
    answer = httpx.get(f"{service}/v1/related", params={"id": PAGE, "k": 3}).json()["items"]
    assert line["seed"] == PAGE
    assert [item["id"] for item in line["items"]] == [item["id"] for item in answer]
    assert [item["clicked"] for item in line["items"]] == [False, True, False]
    assert page.context.cookies() == []


def test_only_what_was_asked_for_and_seen_is_logged(page: Page, site, block, views):
    """Neither a block without `beacon`, nor one that nobody scrolled to, nor a glimpse counts."""
    service, logged = views()
    read(page, site.page(block(f"page='{PAGE}' k='3'", service=service)))
    read(page, site.page(f"<p style='height: 300vh'>Above</p>{block(BEACON, service=service)}"))
    page.goto(site.page(block(BEACON, service=service)))
    page.wait_for_selector("related-stories .title")
    # the only one that counts comes last, so that nothing else can still be on its way
    read(page, site.page(block("page='dorin-cash-es' beacon", service=service)))
    page.goto("about:blank")

    assert [line["seed"] for line in logged(1)] == ["dorin-cash-es"]


def test_a_reader_who_comes_back_has_a_new_view(page: Page, site, block, views):
    """Each time that the page is seen is a view with a number of its own."""
    service, logged = views()
    page.goto(site.page(block(BEACON, service=service)))
    page.wait_for_selector("related-stories .title")
    for _ in range(2):
        page.wait_for_timeout(SEEN_AFTER_MS)
        page.evaluate(
            "for (const state of ['hidden', 'visible']) {"
            "  Object.defineProperty(document, 'hidden', { value: state === 'hidden', "
            "configurable: true });"
            "  document.dispatchEvent(new Event('visibilitychange'));"
            "}"
        )

    first, second = logged(2)
    assert first["view"] != second["view"]


def test_a_reader_who_objects_is_left_alone(page: Page, site, block, views):
    """With Global Privacy Control the component sends nothing at all."""
    service, _ = views()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    read(page, site.page(block(BEACON, service=service)))
    page.goto("about:blank")

    assert any(address.endswith(".js") for address in sent)
    assert not any(name in address for name in ("clicks", "views.js") for address in sent)


def test_two_neighbours_change_places_now_and_then(page: Page, site, block, views):
    """With `explore` 1 every view has one pair exchanged, on the page and in the log alike."""
    service, logged = views(explore=1.0, examination=(1, 0.5, 0.25))
    read(page, site.page(block(BEACON, service=service)))
    shown = page.locator("related-stories .title").evaluate_all("all => all.map(a => a.href)")
    page.goto("about:blank")

    (line,) = logged(1)
    answer = httpx.get(f"{service}/v1/related", params={"id": PAGE, "k": 3}).json()["items"]
    ids = [item["id"] for item in line["items"]]
    chosen = [item["id"] for item in answer]
    urls = {item["id"]: item["url"] for item in answer}
    assert shown == [urls[id_] for id_ in ids]
    a, b, c = chosen
    assert ids in ([b, a, c], [a, c, b])
    assert {item["id"]: item["propensity"] for item in line["items"]} == {
        a: 0.75,
        b: 0.625,
        c: 0.375,
    }


def test_an_editors_pin_is_never_moved(page: Page, site, block, views):
    """A list with a pinned story is shown as it was chosen, and its propensities say so."""
    service, logged = views(explore=1.0, examination=(1, 0.5, 0.25))
    pin = {"seed": PAGE, "article": "dorin-cash-es", "decision": "pin", "position": 1}
    httpx.post(f"{service}/v1/decisions", json=pin).raise_for_status()
    read(page, site.page(block(BEACON, service=service)))
    page.goto("about:blank")

    (line,) = logged(1)
    assert line["items"][0]["id"] == "dorin-cash-es"
    assert [item["propensity"] for item in line["items"]] == [1, 0.5, 0.25]


CURVE = (1.0, 0.6, 0.4)
RELEVANCE = (0.2, 0.6, 0.4)


@pytest.mark.parametrize("known", [CURVE, ()], ids=["curve known", "nothing known"])
def test_the_evaluation_reads_the_log(open_service, monkeypatch, tmp_path: Path, known):
    """Readers who behave as the model says: the estimate for another order covers the truth."""
    monkeypatch.setattr("recommender.api.beacon._VIEWS_PER_SECOND", 1e6)
    service, services = open_service(clicks="on", explore=0.5, examination=known)
    answer = httpx.get(f"{service}/v1/related", params={"id": PAGE, "k": 3}).json()["items"]
    chosen = [item["id"] for item in answer]
    _send_views(service, chosen, views=400)
    (log,) = _files(services)
    lists = tmp_path / "run.trec.gz"
    better = [chosen[1], chosen[2], chosen[0]]
    with gzip.open(lists, "wt") as file:
        file.writelines(
            f"{PAGE} Q0 {id_} {rank} {-rank} run\n" for rank, id_ in enumerate(better, start=1)
        )

    assert read_log(log).views == 400
    arguments = [str(log), "--run", str(lists), "--examination", "1,.6,.4", "--json"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["propensities"] == ("logged" if known else "estimated")
    assert not [warning for warning in found["warnings"] if "propensities" in warning]
    truth = sum(CURVE[place] * RELEVANCE[chosen.index(id_)] for place, id_ in enumerate(better))
    estimates = {estimate["name"]: estimate for estimate in found["estimates"]}
    for name in ("ips", "doubly_robust"):
        estimate = estimates[name]
        assert abs(estimate["value"] - truth) < 3 * estimate["standard_error"]


def _send_views(service: str, chosen: list[str], views: int) -> None:
    """Send what the component would, for readers of known taste."""
    dice = random.Random(7)
    headers = {"content-type": "text/plain"}
    with httpx.Client(base_url=service, headers=headers) as client:
        for number in range(views):
            items, swapped = list(chosen), 0
            if dice.random() < 0.5:
                swapped = 1 + dice.randrange(2)
                items[swapped - 1 : swapped + 1] = items[swapped], items[swapped - 1]
            clicked = [
                place
                for place, id_ in enumerate(items, start=1)
                if dice.random() < CURVE[place - 1] * RELEVANCE[chosen.index(id_)]
            ]
            message = {"view": f"{number:09}", "page": PAGE, "items": items, "swapped": swapped}
            message |= {"explore": 0.5, "clicked": clicked}
            client.post("/v1/clicks", content=json.dumps(message)).raise_for_status()
