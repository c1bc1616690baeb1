import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from index.article import Article
from recommender.api.app import create_app
from recommender.bootstrap import Services
from recommender.demo.illustration import illustration
from recommender.demo.locales import LOCALES
from recommender.demo.site import add_site
from recommender.ranking import Unfilled

TUNNEL = "velland-tunnel-opens"


def site(services: Services) -> TestClient:
    """The demo site, as a browser would ask it."""
    app = create_app(services)
    add_site(app, services)
    return TestClient(app, follow_redirects=False)


@pytest.fixture(scope="session")
def client(demo: Services) -> TestClient:
    return site(demo)


def page(client: TestClient, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def stories(page: LexborHTMLParser, where: str) -> list[str]:
    """Where the headlines of a part of a page lead."""
    return [link.attributes["href"] or "" for link in page.css(f"{where} .card h3 a")]


def test_the_root_leads_to_the_language_a_browser_likes_best(client):
    """A browser that prefers Japanese to English is sent to the Japanese front page."""
    answer = client.get("/", headers={"accept-language": "eo,ja-JP;q=0.9,en;q=0.8"})

    assert answer.headers["location"] == "/ja/"


def test_the_root_leads_to_english_for_a_browser_that_likes_nothing_known(client):
    """Where no wish can be met, English it is."""
    assert client.get("/", headers={"accept-language": "eo"}).headers["location"] == "/en/"


@pytest.mark.parametrize("language", LOCALES)
def test_a_front_page_begins_with_stories_in_its_language(client, language):
    """The lead and the latest stories are all in the language of the page."""
    front = page(client, f"/{language}/")

    leading = [*stories(front, ".leads"), *stories(front, "[aria-labelledby=latest]")]
    assert len(leading) >= 8
    assert all(story.startswith(f"/{language}/") for story in leading)


def test_a_front_page_ends_with_one_story_of_each_other_language(client):
    """Below its own stories, a front page shows other languages, none of them twice."""
    elsewhere = stories(page(client, "/ko/"), "[aria-labelledby=elsewhere]")

    languages = [story.split("/")[1] for story in elsewhere]
    assert len(languages) == len(set(languages)) == 12
    assert "ko" not in languages


def test_an_article_has_six_related_stories(client):
    """The block under an article is full."""
    assert len(stories(page(client, f"/de/{TUNNEL}"), ".related")) == 6


def test_no_related_story_is_the_page_itself_or_its_translation(client):
    """What tells the same story as the page is not offered as related to it."""
    related = stories(page(client, f"/de/{TUNNEL}"), ".related")

    assert not [story for story in related if TUNNEL in story]


def test_an_article_links_to_its_declared_translations(client):
    """The page of a story that is told three times links to the other two."""
    links = page(client, f"/de/{TUNNEL}").css(".page .also a")

    assert [link.text() for link in links] == ["日本語", "Русский"]


@pytest.mark.parametrize("reader", ["ja", "ru", "de"])
def test_a_translated_story_is_shown_in_the_readers_language(client, reader):
    """Of the three versions of the related story, each reader gets their own."""
    related = stories(page(client, f"/fr/velland-tunnel-cost?lang={reader}"), ".related")

    assert [story for story in related if TUNNEL in story] == [f"/{reader}/{TUNNEL}"]


def test_the_readers_language_travels_with_links(client):
    """A reader who leaves for a page in another language keeps their own."""
    related = stories(page(client, f"/de/{TUNNEL}?lang=sw"), ".related")

    abroad = [story for story in related if not story.startswith("/sw/")]
    assert abroad
    assert all(story.endswith("?lang=sw") for story in abroad)


def test_the_page_speaks_to_its_reader_around_an_article_in_another_language(client):
    """On a Hindi article read from English, labels are English and the article is Hindi."""
    hindi = page(client, "/hi/asteria-capsule-lands?lang=en")

    assert hindi.css_first("html").attributes["lang"] == "en"
    assert hindi.css_first("article.page").attributes["lang"] == "hi"
    assert hindi.css_first("h2#related").text() == LOCALES["en"].related


def test_an_unknown_reader_language_is_that_of_the_page(client):
    """A language that the site does not speak is no reason to refuse the page."""
    assert page(client, f"/de/{TUNNEL}?lang=eo").css_first("html").attributes["lang"] == "de"


def test_an_arabic_page_runs_from_right_to_left(client):
    """Page and article of an Arabic address are both right to left."""
    arabic = page(client, "/ar/skelva-blackout")

    assert arabic.css_first("html").attributes["dir"] == "rtl"
    assert arabic.css_first("article.page").attributes["dir"] == "rtl"


def test_an_arabic_headline_runs_from_right_to_left_on_an_english_page(client):
    """Each story in a list runs in the direction of its own language."""
    cards = page(client, "/en/").css(".band .card")

    directions = {card.attributes["lang"]: card.attributes["dir"] for card in cards}
    assert directions["ar"] == "rtl"
    assert directions["de"] == "ltr"


def test_markup_in_a_title_is_shown_as_text(open_demo):
    """A title with a script in it cannot run it."""
    services = open_demo()
    article = Article(
        id="markup",
        url="https://news.example/en/markup",
        language="en",
        title="Why <script>alert(1)</script> is not news",
    )
    services.catalog.put([article])

    shown = page(site(services), "/en/markup")

    assert shown.css_first("h1").text() == "Why <script>alert(1)</script> is not news"
    assert not shown.css("script")


def test_a_short_list_says_why(open_demo):
    """Where nothing else is near enough, the reader is told so."""
    services = open_demo(k=100, minimum_score=0.3)

    shown = page(site(services), f"/de/{TUNNEL}")

    assert shown.css_first(".related .note").text() == LOCALES["de"].below_minimum_score


@pytest.mark.parametrize("address", ["/en/no-such-story", "/xx/", "/no/such/page", "/art/no.svg"])
def test_an_unknown_page_is_a_friendly_one(client, address):
    """What does not exist is answered with status 404 and a page that leads on."""
    answer = client.get(address)

    assert answer.status_code == 404
    assert LexborHTMLParser(answer.text).css_first(".missing a[href='/en/']")


def test_the_api_still_answers_in_its_own_way(client):
    """Beside the site, an unknown article is a problem document as ever."""
    answer = client.get("/v1/articles/none")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("address", ["/docs", "/openapi.json", "/healthz"])
def test_the_site_leaves_other_addresses_alone(client, address):
    """Documentation and health are where they were."""
    assert client.get(address).status_code == 200


def test_an_illustration_is_served_as_svg(client):
    """The picture that a sample article names is there."""
    answer = client.get(f"/art/{TUNNEL}.svg")

    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text == illustration(TUNNEL, "world")


def test_an_illustration_is_the_same_each_time():
    """A story keeps its picture."""
    first = illustration("a-story", "science")
    illustration.cache_clear()

    assert illustration("a-story", "science") == first


def test_stories_of_one_section_have_different_illustrations():
    """Pictures differ between stories, not only between sections."""
    assert illustration("a-story", "science") != illustration("b-story", "science")


def test_a_visitor_switches_between_policies(client):
    """Each leads to another list under the same page, and the current one is marked."""
    addresses = {
        link.text(): link.attributes["href"] or ""
        for link in page(client, f"/de/{TUNNEL}").css(".policies a")
    }

    assert list(addresses) == list(LOCALES["de"].policies.values())
    shown = {name: page(client, address) for name, address in addresses.items()}
    for name, switched in shown.items():
        assert [link.text() for link in switched.css(".policies [aria-current]")] == [name]
    assert len({tuple(stories(switched, ".related")) for switched in shown.values()}) == 4


def test_the_policy_stays_when_a_visitor_switches_languages(client):
    """So that both can be compared."""
    switched = page(client, f"/de/{TUNNEL}?policy=evergreen")

    addresses = [link.attributes["href"] or "" for link in switched.css(".languages a")]
    assert len(addresses) == len(LOCALES)
    assert all("policy=evergreen" in address for address in addresses)


def test_the_readers_language_leads_the_evergreen_list(client):
    """Whatever language the page is in."""
    first = stories(page(client, f"/de/{TUNNEL}?policy=evergreen&lang=ja"), ".related")[0]

    assert first.startswith("/ja/")


def test_an_unknown_policy_is_no_reason_to_refuse_a_page(client):
    """The list is the usual one."""
    usual, unknown = (
        stories(page(client, f"/de/{TUNNEL}{wish}"), ".related") for wish in ("", "?policy=odd")
    )

    assert unknown == usual


@pytest.mark.parametrize("language", LOCALES)
def test_every_language_has_words_for_the_policies_and_for_short_lists(language):
    """Or a page in it could not be written."""
    locale = LOCALES[language]

    assert set(locale.policies) == {"news", "evergreen", "magazine", "archive"}
    assert all(getattr(locale, reason) for reason in Unfilled)


def test_each_related_story_says_why_it_is_there(client):
    """A disclosure names what story and page have in common, in the words of both."""
    article = page(client, "/en/asteria-capsule-lands")

    disclosures = article.css(".related .card details")
    assert len(disclosures) == 6
    said = [" ".join(each.css_first("p").text().split()) for each in disclosures]
    assert any("Asteria" in sentence for sentence in said)
    assert any("Kelune = Келуна" in sentence for sentence in said)


def test_reasons_are_given_in_the_words_of_the_reader(client):
    """On a German page, what is in common is introduced in German; other lists give no reasons."""
    article = page(client, "/de/velland-tunnel-opens")

    assert article.css_first(".related .card summary").text() == "Warum dieser Artikel?"
    assert not page(client, "/de/").css(".card details")
