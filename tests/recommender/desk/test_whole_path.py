"""What an editor does on a day, in a real browser, from the key to what it taught."""

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

PAGE = "arzul-sightings-zh"
SEARCHED = "雪豹"

# a busy machine is no error
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def newsroom(serve_desk):
    """Return a desk to decide at."""
    return serve_desk()


@pytest.fixture
def site(newsroom) -> httpx.Client:
    """Return what shows the lists to readers."""
    key = {"authorization": f"Bearer {newsroom.keys['viewer']}"}
    return newsroom.client(**key)


def ids(site: httpx.Client) -> list[str]:
    """Return what readers of the page are shown now."""
    answer = site.get("/v1/related", params={"id": PAGE})
    return [found["id"] for found in answer.raise_for_status().json()["items"]]


def evaluate(folder: Path, *arguments: object) -> str:
    """Run the evaluation as a shell would."""
    command = Path(sys.executable).with_name("recommender-eval")
    done = subprocess.run(
        [command, *map(str, arguments)],
        cwd=folder, capture_output=True, text=True, timeout=100, check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def sign_in(browser: Page, address: str, key: str) -> None:
    """Show a key."""
    browser.goto(f"{address}/desk/")
    browser.fill("#key", key)
    browser.click("main button.primary")


def test_an_editor_corrects_a_page_and_the_evaluation_learns_from_it(
    newsroom, window, site: httpx.Client, tmp_path: Path
):
    """Sign in, search in Chinese, see why, pin, block, undo, read the log, export, evaluate."""
    browser: Page = window()
    sign_in(browser, newsroom.address, newsroom.keys["editor"])

    browser.fill("#q", SEARCHED)
    browser.press("#q", "Enter")
    browser.click(f'.entries a[href="/desk/page?id={PAGE}"]')
    expect(browser.locator("h1")).to_contain_text(SEARCHED)

    at_first = ids(site)
    browser.click("#i1 summary")
    expect(browser.locator("#i1 table.parts")).to_be_visible()

    browser.fill("#i3-position", "1")
    browser.click("#i3-pin")
    expect(browser.locator("#notice")).to_contain_text("Pinned")
    pinned = at_first[2]
    assert ids(site)[0] == pinned

    blocked = ids(site)[1]
    browser.click("#i2-block")
    expect(browser.locator("#notice")).to_contain_text("Blocked")
    assert blocked not in ids(site)

    browser.click(".sections a[href='/desk/trace']")
    entries = browser.locator(".logged")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("the editor")
    expect(entries.first.locator(".diff .went")).to_have_count(1)
    browser.click("#d2 form button")
    expect(browser.locator("#notice")).to_contain_text("Decision 2 is taken back.")
    assert blocked in ids(site)
    assert ids(site)[0] == pinned

    with browser.expect_download() as download:
        browser.click(".files summary")
        browser.click("a[href='/desk/agreement/qrels.txt']")
    folder = tmp_path / "decided"
    folder.mkdir()
    download.value.save_as(folder / "qrels.txt")
    assert (folder / "qrels.txt").read_text("utf-8") == f"{PAGE} 0 {pinned} 2\n"

    samples = resources.files("recommender.demo") / "articles.jsonl"
    (folder / "articles.jsonl").write_bytes(samples.read_bytes())
    run = evaluate(tmp_path, "run", "./decided", "--matrix", "")
    assert run.startswith("1 seeds, 1 lists")
    measured = evaluate(tmp_path, "measure", "data/evaluation/runs/decided/engine")
    assert "nDCG@10" in measured
