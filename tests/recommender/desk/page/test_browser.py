"""Seeing and deciding in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

FAR = "dorin-cash-es"


@pytest.fixture
def at_desk(newsroom, window) -> Callable[..., Page]:
    """Open a page of the desk in a window of its own, as somebody with a role."""

    def open_(path: str, role: str = "editor", **options: object) -> Page:
        page = window(**options)
        page.goto(f"{newsroom.address}/desk/sign-in")
        page.fill("#key", newsroom.keys[role])
        page.press("#key", "Enter")
        page.wait_for_url("**/desk/")
        page.goto(f"{newsroom.address}{path}")
        return page

    return open_


def listed(page: Page) -> list[str]:
    links = page.locator("section[aria-labelledby=shown] .headline a.title").all()
    return [(link.get_attribute("href") or "").rpartition("id=")[2] for link in links]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def fits(page: Page) -> bool:
    """Whether nothing stands out at the side of the page."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_why_shows_what_both_texts_have_in_common(at_desk):
    """Marked in both, each in its own direction, whatever the script."""
    page = at_desk("/desk/page?id=tamrin-herders-asteria-ar&why_not=asteria-capsule-lands-en")
    story = page.locator("#asked")

    story.get_by_text("Why not?").click()

    ours, theirs = story.locator(".text").nth(0), story.locator(".text").nth(1)
    expect(ours.locator("mark").first).to_have_text("تامرين")
    expect(theirs.locator("mark").first).to_have_text("तमरीन")
    assert ours.locator("div").get_attribute("dir") == "rtl"
    assert theirs.locator("div").get_attribute("dir") == "ltr"
    assert story.locator(".common td").all_inner_texts()[:2] == ["تامرين", "तमरीन"]


def test_a_pin_and_its_undo_take_one_key_each(at_desk, related):
    """The list is new at once, the news says so, and the focus stays where it was."""
    id_ = "halmira-bus-drivers-ru"
    before = related(id_)
    page = at_desk(f"/desk/page?id={id_}&why_not={FAR}")

    page.locator("#asked").focus()
    page.keyboard.press("p")

    expect(page.locator("#notice")).to_contain_text("Pinned to place 1")
    assert listed(page) == [FAR, *before[:5]] == related(id_)
    assert focused(page) == "asked"
    page.keyboard.press("u")
    expect(page.locator("#notice")).to_contain_text("Taken back")
    assert listed(page) == before == related(id_)


def test_the_keyboard_alone_goes_through_the_list(at_desk, related):
    """And does nothing where somebody writes."""
    id_ = "lindra-school-shelter-sw"
    before = related(id_)
    page = at_desk(f"/desk/page?id={id_}")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert focused(page) == "i2"
    page.keyboard.press("a")
    expect(page.locator("#i2 .decided")).to_contain_text("Approved")
    page.keyboard.press("b")
    expect(page.locator("#notice")).to_contain_text("Blocked")
    assert listed(page)[:2] == [before[0], before[2]]
    assert focused(page) == "i2"

    page.locator("#why_not").focus()
    page.keyboard.type("abpun?")
    assert page.input_value("#why_not") == "abpun?"
    assert not page.locator("#keys").is_visible()
    assert related(id_)[:2] == [before[0], before[2]]


def test_a_wider_decision_is_made_in_a_dialog(at_desk, related):
    """Which closes, and gives the focus back."""
    id_ = "zamira-town-hopes-sw"
    blocked = related(id_)[0]
    page = at_desk(f"/desk/page?id={id_}")

    page.keyboard.press("j")
    page.keyboard.press("m")
    dialog = page.locator("#deciding")
    expect(dialog.get_by_label("Block it")).to_be_focused()
    assert not dialog.get_by_label("Place, first if left out").is_visible()
    dialog.get_by_label("On the whole site").check()
    dialog.get_by_label("Note").fill("Retracted, 撤回")
    dialog.locator("[name=until]").fill("2020-01-01")
    page.evaluate("document.querySelector('#deciding form').noValidate = true")
    dialog.get_by_role("button", name="Decide").click()
    expect(dialog.get_by_role("alert")).to_contain_text("2020-01-01")
    dialog.locator("[name=until]").fill("")
    dialog.get_by_role("button", name="Decide").click()

    expect(page.locator("#notice")).to_contain_text("on the whole site")
    expect(dialog).to_be_hidden()
    assert blocked not in listed(page)
    assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("u")
    expect(page.locator("#notice")).to_contain_text("Taken back")
    assert blocked in listed(page)


def test_two_editors_hear_of_each_other(at_desk, related):
    """The later one sees what came in between, and decides it all the same."""
    id_ = "bakeries-bread-price-tr"
    before = related(id_)
    first, second = at_desk(f"/desk/page?id={id_}"), at_desk(f"/desk/page?id={id_}", "admin")
    first.click("#i1-block")
    expect(first.locator("#notice")).to_contain_text("Blocked")

    second.click("#i2-approve")

    news = second.locator("#notice")
    expect(news).to_contain_text("Nothing of yours was kept")
    expect(news).to_contain_text("the editor")
    assert listed(second) == related(id_) == listed(first)
    assert before[0] not in listed(second)
    news.get_by_role("button", name="Decide it all the same").click()
    expect(news).to_contain_text("Approved")
    expect(second.locator("#i1 .decided")).to_contain_text("the admin")


def test_the_shortcuts_are_listed_and_may_be_switched_off(at_desk):
    """For this browser, also after a reload."""
    page = at_desk("/desk/page?id=skelva-cable-pt")
    page.keyboard.press("?")
    keys = page.locator("#keys")
    expect(keys).to_contain_text("next story, previous story")

    keys.get_by_label("Use these keys in this browser").uncheck()
    keys.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("j")

    assert focused(page) == ""
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(keys.get_by_label("Use these keys in this browser")).not_to_be_checked()


def test_a_viewer_reads_and_cannot_press(at_desk):
    """Neither with the mouse nor with a key."""
    page = at_desk("/desk/page?id=skelva-prices-ru", "viewer")

    page.keyboard.press("j")
    page.keyboard.press("b")
    page.keyboard.press("w")

    expect(page.locator("#i1 .text mark").first).to_be_visible()
    assert page.locator("main button[name=decision]").count() == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_all_fits_on_a_small_telephone_in_the_dark(at_desk, newsroom, language: str):
    """From left to right and from right to left, with the reasons open."""
    page = at_desk("/desk/", viewport={"width": 360, "height": 740}, color_scheme="dark")
    page.context.add_cookies([{"name": "desk_lang", "value": language, "url": newsroom.address}])
    page.goto(f"{newsroom.address}/desk/page?id=asteria-four-comet-it&against=magazine")

    page.keyboard.press("j")
    page.keyboard.press("w")
    expect(page.locator("#i1 .text mark").first).to_be_visible()
    assert fits(page)
    page.keyboard.press("m")
    expect(page.locator("#deciding")).to_be_visible()
    box = page.locator("#deciding").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
