"""The desk in a real browser."""

import pytest
from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 360, "height": 740}}


def fits(page: Page) -> bool:
    """Whether nothing stands out at the side of the page."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_with_the_keyboard_alone_one_signs_in_and_searches(desk, window):
    """From the form to the results nothing has to be pointed at."""
    page = window()
    page.goto(f"{desk.address}/desk/")
    page.keyboard.type(desk.keys["editor"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    page.keyboard.press("/")
    page.keyboard.type("疟疾")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("疟疾")
    expect(page.locator(".entry .title").first).to_contain_text("疟疾")


def test_the_first_stop_leads_past_the_header(open_desk, window):
    """Whoever goes by keyboard sees where they are."""
    page = window()
    page.goto(f"{open_desk.address}/desk/")
    page.keyboard.press("Tab")

    expect(page.locator(".skip")).to_be_focused()
    assert page.locator(".skip").bounding_box()["width"] > 50


@pytest.mark.parametrize("path", ["/desk/", "/desk/?q=zzzzqqq", "/desk/problems", "/desk/keys"])
def test_everything_fits_on_a_telephone(open_desk, window, path):
    """At 360 pixels nothing has to be scrolled sideways."""
    page = window(**PHONE)
    page.goto(f"{open_desk.address}{path}")

    assert fits(page)


def test_the_form_for_the_key_fits_on_a_telephone(desk, window):
    """Also with the command in it."""
    page = window(**PHONE)
    page.goto(f"{desk.address}/desk/sign-in")

    assert fits(page)


def test_arabic_is_written_from_right_to_left(open_desk, window):
    """The language is chosen in the header, and the page runs the other way."""
    page = window(**PHONE)
    page.goto(f"{open_desk.address}/desk/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="العربية").click()
    page.wait_for_load_state()

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert fits(page)
    brand, menu = page.locator(".brand").bounding_box(), page.locator(".menu").bounding_box()
    assert brand["x"] > menu["x"]


def test_the_browser_says_which_language_it_likes(open_desk, window):
    """Without a choice its own is spoken."""
    page = window(locale="zh-CN")
    page.goto(f"{open_desk.address}/desk/")

    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_a_link_from_elsewhere_finds_one_signed_in(desk, window):
    """The strict cookie is not sent along with it, but one arrives all the same."""
    page = window()
    page.goto(f"{desk.address}/desk/")
    page.locator("#key").fill(desk.keys["editor"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/")
    page.route("http://mail.example/", lambda route: route.fulfill(
        content_type="text/html", body=f'<a href="{desk.address}/desk/problems">to the desk</a>'
    ))  # fmt: skip
    page.goto("http://mail.example/")
    page.get_by_text("to the desk").click()

    expect(page.locator("h1")).to_have_text("Pages with problems")
    expect(page.locator(".person")).to_contain_text("the editor")
