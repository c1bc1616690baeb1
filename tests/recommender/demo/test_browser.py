import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from recommender.api.app import create_app
from recommender.bootstrap import Services
from recommender.demo.site import add_site


@pytest.fixture(scope="module")
def address(open_demo) -> Iterator[str]:
    """Where the demo site runs, in a server of its own."""
    services: Services = open_demo()
    app = create_app(services)
    add_site(app, services)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A browser window as wide as a small telephone."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


def fits(page: Page) -> bool:
    """Whether nothing stands out at the side of the page."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_reader_goes_from_the_front_page_to_a_related_story_abroad(address: str, phone: Page):
    """Two clicks lead to a story in another language, still labelled in the reader's own."""
    phone.goto(f"{address}/en/")
    assert fits(phone)

    phone.click(".lead h3 a")
    assert fits(phone)

    abroad = phone.locator(".related h3 a:not([hreflang=en])").first
    language = abroad.get_attribute("hreflang")
    abroad.click()
    phone.wait_for_load_state()
    assert fits(phone)
    assert phone.locator("article.page").get_attribute("lang") == language
    assert phone.locator("html").get_attribute("lang") == "en"
