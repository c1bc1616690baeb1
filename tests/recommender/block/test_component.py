"""The component in a real browser, on pages of another origin than the service's."""

import httpx
import pytest
from playwright.sync_api import Page, expect

PAGE = "asteria-capsule-lands-en"


def titles(page: Page) -> list[str]:
    """What the block lists, once it does."""
    page.wait_for_selector("related-stories .title")
    return page.locator("related-stories .title").all_inner_texts()


def answered(service: str, **asked: object) -> list[str]:
    """What the service itself answers."""
    items = httpx.get(f"{service}/v1/related", params=asked).json()["items"]
    return [item["title"] for item in items]


def test_a_page_shows_what_the_service_answers(page: Page, site, block, service: str):
    """The page of an article lists its related stories, in their order."""
    page.goto(site.page(block()))

    assert titles(page) == answered(service, id=PAGE)


def test_attributes_are_passed_on(page: Page, site, block, service: str):
    """Number, languages, policy and what is on the page already shape the list."""
    first = httpx.get(f"{service}/v1/related", params={"id": PAGE}).json()["items"][0]["id"]
    wish = {"k": 3, "languages": "de,fr", "only": "de,fr,es", "policy": "magazine"}
    said = " ".join(f'{name}="{value}"' for name, value in wish.items())
    page.goto(site.page(block(f'page="{PAGE}" {said} exclude="{first} other"')))

    assert titles(page) == answered(service, id=PAGE, exclude=[first, "other"], **wish)


def test_a_page_is_known_by_its_canonical_address(page: Page, site, block, service: str):
    """Without id and url, the block asks for the address that the page says is its own."""
    url = f"{site.address}/en/asteria-capsule-lands"
    page.goto(site.page(block(""), head=f'<link rel="canonical" href="{url}">'))

    assert titles(page) == answered(service, url=url)


def test_another_page_is_asked_for_when_the_attribute_changes(
    page: Page, site, block, service: str
):
    """A site that changes its pages in place gets the stories of the new page."""
    page.goto(site.page(block()))
    titles(page)

    page.locator("related-stories").evaluate("block => block.setAttribute('page', 'dorin-cash-es')")

    expect(page.locator("related-stories .title").first).to_have_text(
        answered(service, id="dorin-cash-es")[0]
    )


def test_a_strict_policy_is_not_violated(page: Page, site, block, service: str):
    """Nothing inline is needed, no style, and nobody else but the service and its pictures."""
    policy = (
        f"default-src 'none'; script-src {service}; connect-src {service}; "
        f"img-src {site.address}; style-src 'none'"
    )
    page.add_init_script(
        "window.violations = [];"
        "addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective))"
    )
    page.goto(site.page(block(), policy=policy))

    assert titles(page)
    # the style sheet holds, too
    assert page.locator("related-stories ul").evaluate("ul => getComputedStyle(ul).display") == (
        "grid"
    )
    assert page.evaluate("violations") == []


def test_nothing_is_kept_in_the_browser(page: Page, site, block):
    """The block leaves neither cookies nor anything in the storages."""
    page.goto(site.page(block("page='asteria-capsule-lands-en' beacon")))
    titles(page)

    assert page.context.cookies() == []
    kept = "[localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    assert page.evaluate(f"(async () => {kept})()") == [0, 0, 0]


def test_markup_in_a_title_is_text(page: Page, site, block, open_service):
    """A title that looks like a script is read, not run."""
    service, _ = open_service()
    evil = "Asteria &lt;img src=x onerror='window.hurt=1'&gt;&lt;script&gt;hurt=1&lt;/script&gt;"
    for id_ in ("evil", "page"):
        article = {
            "title": f"{evil} {id_}",
            "text": "The capsule of Asteria-3 landed with grains of the asteroid Kelune. " * 5,
            "language": "en",
            "url": f"{site.address}/en/{id_}",
        }
        httpx.put(f"{service}/v1/articles/{id_}", json=article).raise_for_status()

    page.goto(site.page(block("page='page' k='20'", service=service)))

    assert any("<script>hurt=1</script> evil" in title for title in titles(page))
    assert page.evaluate("window.hurt") is None


@pytest.mark.parametrize("source", ["{site}/broken", "http://127.0.0.1:1"])
def test_a_service_that_fails_leaves_the_page_as_it_was(page: Page, site, block, source: str):
    """What stands inside of the block stays if the service is broken or away."""
    src = source.format(site=site.address)
    listen = "addEventListener('related-stories:error', e => window.failed = `${e.detail.error}`)"
    page.add_init_script(listen)
    page.goto(site.page(block(f'page="{PAGE}" src="{src}"', "<p>The last issue</p>")))

    page.wait_for_function("window.failed")
    expect(page.get_by_text("The last issue")).to_be_visible()


def test_attributes_that_make_no_sense_do_not_break_the_page(page: Page, site, block):
    """A level that no heading has is an error of the block, and nothing else."""
    page.add_init_script("addEventListener('related-stories:error', () => window.failed = true)")
    page.goto(site.page(block(f"page='{PAGE}' level='1 2'", "<p>The last issue</p>")))

    page.wait_for_function("window.failed")
    expect(page.get_by_text("The last issue")).to_be_visible()


def test_a_service_that_does_not_answer_is_given_up(page: Page, site, block, silent: str):
    """After `timeout` milliseconds what stands inside of the block stays for good."""
    listen = "addEventListener('related-stories:error', e => window.failed = `${e.detail.error}`)"
    page.add_init_script(listen)
    said = f'page="{PAGE}" src="{silent}" timeout="50"'
    page.goto(site.page(block(said, "<p>The last issue</p>")))

    page.wait_for_function("window.failed")
    assert "no answer in time" in page.evaluate("window.failed")
    expect(page.get_by_text("The last issue")).to_be_visible()


def test_the_block_hides_if_there_is_nothing_to_show(page: Page, site, block):
    """No heading stands over an empty list, and the page is told."""
    page.add_init_script("addEventListener('related-stories:empty', () => window.empty = true)")
    page.goto(site.page(block(f'page="{PAGE}" only="yo"', "<p>The last issue</p>")))

    page.wait_for_function("window.empty")
    expect(page.locator("related-stories")).to_be_hidden()
    expect(page.get_by_text("The last issue")).to_be_hidden()


def test_a_removed_block_is_silent(page: Page, site, block):
    """A block that leaves the page before its answer came tells of no error."""
    page.add_init_script(
        "window.told = []; for (const name of ['ready', 'empty', 'error'])"
        "  addEventListener(`related-stories:${name}`, () => told.push(name))"
    )
    page.goto(site.page(block()))
    titles(page)

    page.locator("related-stories").evaluate(
        "async block => { block.setAttribute('k', 2); await null; block.remove();"
        "  await new Promise(done => setTimeout(done, 100)); }"
    )
    assert page.evaluate("told") == ["ready"]


@pytest.mark.parametrize("width", [360, 1200])
def test_room_is_held_free_for_the_stories(page: Page, site, block, silent: str, width: int):
    """What stands below hardly moves when they come: the block was about as high before."""
    page.set_viewport_size({"width": width, "height": 800})
    height = "page => document.querySelector('related-stories').getBoundingClientRect().height"
    page.goto(site.page(block(f"page='{PAGE}' src='{silent}'")))
    page.wait_for_function(f"({height})() > 0")
    before = page.evaluate(height)
    page.goto(site.page(block()))
    titles(page)

    assert page.evaluate(height) == pytest.approx(before, rel=0.2)
