"""How the component reads: in all scripts, by keyboard and ear, in the dark, small and large."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

LUMINANCE = """
(text) => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const seen = (over, under) => {
    canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = over; canvas.fillRect(0, 0, 1, 1);
    const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value => {
      const part = value / 255;
      return part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
    });
    return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
  };
  const clear = colour => colour === 'rgba(0, 0, 0, 0)';
  let under = text;
  while (under && clear(getComputedStyle(under).backgroundColor))
    under = under.parentElement || under.getRootNode().host;
  const ground = under ? getComputedStyle(under).backgroundColor : 'white';
  const [light, dark] = [seen(ground, ground), seen(getComputedStyle(text).color, ground)]
    .sort((a, b) => b - a);
  return (light + .05) / (dark + .05);
}
"""


@pytest.mark.parametrize(
    ("lang", "heading", "direction"),
    [
        ("ar", "مقالات ذات صلة", "rtl"),
        ("he-IL", "כתבות קשורות", "rtl"),
        ("ja", "関連記事", "ltr"),
        ("zh-TW", "相關報導", "ltr"),
        ("zh", "相关报道", "ltr"),
        ("pl", "Related stories", "ltr"),
    ],
)
def test_the_block_speaks_the_language_of_the_page(
    page: Page, site, block, lang: str, heading: str, direction: str
):
    """Labels are the page's, written in its direction; English where there are none."""
    page.goto(site.page(block(), lang=lang))

    section = page.get_by_role("region", name=heading)
    expect(section).to_be_visible()
    expect(section).to_have_attribute("dir", direction)


def test_a_list_runs_from_right_to_left_on_an_arabic_page(page: Page, site, block):
    """Whatever a story is written in, it lies as the page does; its title reads as it should."""
    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto(site.page(block("page='asteria-capsule-lands-en' languages='en'"), lang="ar"))
    page.wait_for_selector("related-stories .title")

    first, second = (page.locator("related-stories li").nth(place) for place in (0, 1))
    assert first.bounding_box()["x"] > second.bounding_box()["x"]
    spanish = page.locator("related-stories li:has(.title[lang=es])").first
    expect(spanish.locator(".title")).to_have_attribute("dir", "ltr")
    expect(spanish.locator(".language")).to_have_text("الإسبانية")
    ends = "li => [...li.querySelectorAll('.title, .language')].map(part => {"
    ends += "  const text = document.createRange(); text.selectNodeContents(part);"
    ends += "  return text.getBoundingClientRect().right - li.getBoundingClientRect().right; })"
    title, language = spanish.evaluate(ends)
    assert title == pytest.approx(0, abs=2)
    assert language <= 0


def test_lines_break_as_their_language_has_it(page: Page, site, block):
    """Japanese breaks strictly and between phrases; a language next to it is not touched."""
    page.goto(site.page(block("page='asteria-capsule-lands-en' k='12'"), lang="ko"))
    page.wait_for_selector("related-stories .title[lang=ja]")

    breaks = "title => [getComputedStyle(title).lineBreak, getComputedStyle(title).wordBreak]"
    rules = {
        lang: page.locator(f"related-stories .title[lang={lang}]").first.evaluate(breaks)
        for lang in ("ja", "es")
    }
    assert rules == {"ja": ["strict", "auto-phrase"], "es": ["auto", "normal"]}
    heading = page.locator("related-stories .heading")
    assert heading.evaluate(breaks) == ["auto", "keep-all"]


def test_a_screen_reader_hears_a_named_list_of_links(page: Page, site, block):
    """The section has the heading's name, at the level asked for; pictures say nothing."""
    page.goto(site.page(block("page='asteria-capsule-lands-en' k='2' level='3' heading='More'")))
    page.wait_for_selector("related-stories .title")

    said = page.locator("body").aria_snapshot()
    assert re.search(r'region "More":\s+- heading "More" \[level=3\]\s+- list:', said)
    assert len(re.findall(r"- listitem", said)) == 2
    assert len(re.findall(r"link ", said)) == 2
    assert "img" not in said


def test_the_keyboard_reaches_every_story(page: Page, site, block):
    """Tab goes from story to story, visibly, and Enter opens it."""
    page.goto(site.page(f'<a href="/before">Before</a>{block("page=dorin-cash-es")}'))
    page.wait_for_selector("related-stories .title")
    links = page.locator("related-stories a")
    hrefs = links.evaluate_all("links => links.map(link => link.href)")

    focused = "document.querySelector('related-stories').shadowRoot.activeElement"
    page.get_by_text("Before").focus()
    reached = []
    for _ in hrefs:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(f"{focused}.href"))
        assert page.evaluate(f"getComputedStyle({focused}).outlineStyle") == "solid"
    assert reached == hrefs

    links.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(hrefs[0])


@pytest.mark.parametrize(
    ("scheme", "theme", "head"),
    [
        ("dark", "theme=auto", ""),
        ("light", "theme=auto", ""),
        ("light", "theme=dark", ""),
        ("dark", "theme=light", ""),
        ("dark", "", "<style>body { background: #14161a; color: #d8d8d8 }</style>"),
        ("dark", "", "<style>body { background: #fff; color: #333 }</style>"),
    ],
)
def test_texts_stand_out_from_their_ground(
    browser: Browser, site, block, scheme: str, theme: str, head: str
):
    """By day and night, by the reader's wish or the site's, contrast is at least 4.5 to 1."""
    page = browser.new_page(color_scheme=scheme)
    page.goto(site.page(block(f"page='asteria-capsule-lands-en' {theme}"), head=head))
    page.wait_for_selector("related-stories .title")

    for part in (".heading", ".title", ".facts"):
        text = page.locator(f"related-stories {part}").first
        assert text.evaluate(LUMINANCE) >= 4.5, part
    if theme in ("theme=auto", "theme=dark"):
        is_dark = "s => getComputedStyle(s).backgroundColor.match(/\\d+/g).every(part => part < 64)"
        night = theme == "theme=dark" or scheme == "dark"
        assert page.locator("related-stories section").evaluate(is_dark) == night
    page.close()


def test_forced_colours_keep_the_focus_visible(browser: Browser, site, block):
    """Where the system dictates colours, links are still links and the focus is outlined."""
    page = browser.new_page(forced_colors="active")
    page.goto(site.page(block()))
    link = page.locator("related-stories .title").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")

    outline = "link => [getComputedStyle(link).outlineStyle, getComputedStyle(link).outlineWidth]"
    assert link.evaluate(outline) == ["solid", "3px"]
    page.close()


@pytest.mark.parametrize("lang", ["en", "ar", "ja"])
def test_nothing_stands_out_on_a_small_screen_with_large_letters(
    page: Page, site, block, lang: str
):
    """At 320 pixels and with letters of twice the size nobody has to scroll sideways."""
    page.set_viewport_size({"width": 320, "height": 640})
    head = "<style>html { font-size: 200% }</style>"
    page.goto(site.page(block("page='dorin-cash-es' k=12"), lang=lang, head=head))
    page.wait_for_selector("related-stories .title")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = "titles => titles.filter(title => title.scrollWidth > title.clientWidth).length"
    assert page.locator("related-stories .title").evaluate_all(cut) == 0


def test_pictures_have_their_room_before_they_come(page: Page, site, block):
    """A picture's box has its final size without the picture."""
    page.route("**/art/**", lambda route: route.abort())
    page.goto(site.page(block()))
    picture = page.locator("related-stories img").first
    picture.wait_for()

    box = picture.bounding_box()
    assert box["width"] > 100
    assert box["width"] / box["height"] == pytest.approx(1.6, rel=0.02)
    assert (picture.get_attribute("width"), picture.get_attribute("height")) == ("320", "200")


def test_a_site_colours_the_block_by_its_own_properties(page: Page, site, block):
    """Custom properties and parts reach into the block."""
    head = (
        "<style>related-stories { --stories-ground: rgb(1, 2, 3) }"
        "related-stories::part(title) { color: rgb(4, 5, 6) }</style>"
    )
    page.goto(site.page(block(), head=head))
    title = page.locator("related-stories .title").first

    assert title.evaluate("title => getComputedStyle(title).color") == "rgb(4, 5, 6)"
    ground = page.locator("related-stories section")
    assert ground.evaluate("s => getComputedStyle(s).backgroundColor") == "rgb(1, 2, 3)"
