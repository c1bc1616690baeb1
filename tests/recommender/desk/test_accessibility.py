"""What a checker of accessibility finds on the desk, the block and the demo site, in a browser."""

import hashlib
import os
import shutil
import socket
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from fastapi.responses import HTMLResponse
from playwright.sync_api import Page

from index.store import Decision, Verdict
from recommender.api.app import create_app
from recommender.bootstrap import Services
from recommender.decisions import decide
from recommender.demo.site import add_site

VERSION = "4.14.1"
DIGEST = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745"
PAGE, OTHER = "arzul-sightings-zh", "tolumi-launch-zh"
PAGES = (
    "/desk/",
    "/desk/?q=雪豹",
    "/desk/?q=zzzz",
    "/desk/problems",
    f"/desk/page?id={PAGE}",
    f"/desk/page/why?id={PAGE}&article={OTHER}",
    f"/desk/page/decide?id={PAGE}&article={OTHER}",
    "/desk/review",
    "/desk/trace",
    "/desk/trace?by=nobody",
    "/desk/trace?since=yesterday",
    "/desk/agreement",
    "/desk/agreement?pair=zh>tlh",
    "/desk/keys",
    "/desk/sign-in",
    "/desk/nowhere",
)
# every two of size, colours and direction occur together
WINDOWS = ((360, "light", "en"), (1280, "light", "ar"), (360, "dark", "ar"), (1280, "dark", "en"))
_RUN = """async () => (await axe.run()).violations
    .filter(found => ['serious', 'critical'].includes(found.impact))
    .map(found => `${found.id}: ${found.nodes.map(node => node.target.join(' ')).join(', ')}`)"""


_BLOCK = """<!doctype html><html lang="{0}" dir="{1}"><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><main><h1>A page</h1>
<script type="module" src="/block/v1/related-stories.js"></script>
<related-stories page="arzul-sightings-zh" theme="auto"></related-stories></main>"""


def _cached() -> Path:
    """Return where the package is kept between runs, outside of the repository."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "related-articles" / f"axe-core-{VERSION}.tgz"


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the checker's script; it is downloaded once."""
    package = _cached()
    if not package.exists():
        if not shutil.which("npm"):
            pytest.skip("no npm to get axe-core with; 'apt-get install npm' brings one")
        package.parent.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", f"axe-core@{VERSION}", "--pack-destination", package.parent]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            pytest.skip(f"axe-core cannot be downloaded: {done.stderr.strip()[-200:]}")
    assert hashlib.sha256(package.read_bytes()).hexdigest() == DIGEST
    with tarfile.open(package) as files:
        script = files.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


@pytest.fixture(scope="module")
def newsroom(serve_desk):
    """Return a desk with decisions, for whoever uses this machine."""
    served = serve_desk(access="open", request_timeout_s=300)
    services: Services = served.services
    found = services.recommender.related(PAGE, 6).selected
    for article, verdict in (
        (OTHER, Verdict.PIN),
        (found[1].id, Verdict.BLOCK),
        (found[0].id, Verdict.APPROVE),
    ):
        made = Decision(PAGE, article, verdict, datetime.now(UTC), by="mia", note="Same case.")
        decide(services, made)
    return served


@pytest.fixture(scope="module")
def readers(newsroom) -> Iterator[str]:
    """Where readers are: the demo site, and a page with nothing but the block, in a language."""
    app = create_app(newsroom.services)

    @app.get("/page/{language}")
    def page(language: str) -> HTMLResponse:
        return HTMLResponse(_BLOCK.format(language, "rtl" if language == "ar" else "ltr"))

    add_site(app, newsroom.services)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def violations(axe: str) -> Callable[[Page], list[str]]:
    """Return what is serious on a page that is open, each with where it stands."""

    def found(page: Page) -> list[str]:
        page.evaluate(axe)
        return list(page.evaluate(_RUN))

    return found


@pytest.mark.parametrize(("width", "colours", "language"), WINDOWS)
def test_the_desk_has_no_serious_fault(
    newsroom, window, violations, width: int, colours: str, language: str
):
    """On none of its pages, and none is wider than the window."""
    page: Page = window(
        viewport={"width": width, "height": 800}, color_scheme=colours, locale=language
    )
    # a busy machine is no error
    page.set_default_timeout(60_000)
    faults = {}
    for path in PAGES:
        page.goto(newsroom.address + path)
        assert page.locator("html").get_attribute("lang") == language
        if found := violations(page):
            faults[path] = found
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            faults.setdefault(path, []).append("wider than the window")

    assert faults == {}


@pytest.mark.parametrize(("width", "colours", "language"), WINDOWS)
def test_what_readers_see_has_no_serious_fault(
    readers: str, window, violations, width: int, colours: str, language: str
):
    """Neither the block has one, nor a front page and an article of the demo site."""
    page: Page = window(
        viewport={"width": width, "height": 800}, color_scheme=colours, locale=language
    )
    faults = {}
    page.goto(f"{readers}/page/{language}")
    page.wait_for_selector("related-stories li")
    faults["block"] = violations(page)
    page.goto(f"{readers}/{language}/")
    faults["front page"] = violations(page)
    page.click(".lead h3 a")
    page.wait_for_selector(".related")
    faults["article"] = violations(page)

    assert {where: found for where, found in faults.items() if found} == {}
