"""Finding pages at the desk."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from recommender.desk.finding.problems import problems_of

ODD_ID = "odd/id?ü&北京#1"
# publishing takes tags out of a title, but not what reads like one to a browser once it is there
SCRIPT = "&lt;script&gt;document.title = 'stolen'&lt;/script&gt;"


@pytest.fixture(scope="module")
def client(serve_desk):
    """Somebody at a desk with an article of strange id and title."""
    client = serve_desk(access="open").client()
    odd = {"title": SCRIPT, "url": "https://news.example/odd", "language": "en", "text": "Words."}
    published = client.put(f"/v1/articles/{quote(ODD_ID, safe='')}", json=odd)
    assert published.status_code == 201, published.text
    return client


def test_the_latest_pages_come_first(client):
    """Without a question the desk shows what is new."""
    answer = client.get("/desk/")

    assert answer.text.count('class="entry"') == 25
    assert "Page 1" in answer.text


def test_pages_of_the_list_lead_on(client):
    """The second page has others than the first."""
    first, second = (client.get("/desk/", params={"page": page}).text for page in (1, 2))

    assert titles(first).isdisjoint(titles(second))


def test_words_in_chinese_find_chinese_pages(client):
    """Two characters are enough."""
    answer = client.get("/desk/", params={"q": "疟疾"})

    assert titles(answer.text)
    assert all("疟疾" in title for title in titles(answer.text))
    assert 'lang="zh' in answer.text


def test_a_slip_of_the_pen_is_forgiven(client):
    """What comes close is shown as such."""
    answer = client.get("/desk/", params={"q": "asteroyd"})

    assert "These come closest" in answer.text


def test_an_id_finds_its_page(client):
    """With slashes, question marks and other scripts in it."""
    answer = client.get("/desk/", params={"q": ODD_ID})

    assert "The page with this id" in answer.text
    assert "/desk/page?id=odd/id%3F%C3%BC%26%E5%8C%97%E4%BA%AC%231" in answer.text


def test_an_address_leads_to_its_page(client):
    """However it was linked."""
    address = "https://NEWS.example/odd?utm_source=mail#top"
    answer = client.get("/desk/", params={"q": address}, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/page?id=odd%2Fid")


def test_an_address_that_is_not_known_says_so(client):
    """And what to do about it."""
    answer = client.get("/desk/", params={"q": "https://news.example/never"})

    assert "knows no article at this address" in answer.text


def test_nothing_found_says_what_to_try(client):
    """An empty list helps."""
    assert "No title fits" in client.get("/desk/", params={"q": "qqqqqq"}).text


def test_a_title_is_text(client):
    """Whatever is in it, the page shows it and does not run it."""
    answer = client.get("/desk/", params={"q": "document.title"})

    assert "&lt;script&gt;document.title" in answer.text
    assert "<script>document" not in answer.text


def test_a_question_is_text(client):
    """What somebody searches for cannot become a part of the page either."""
    answer = client.get("/desk/", params={"q": '"><script>x</script>'})

    assert "<script>x" not in answer.text


def test_pages_of_a_language_are_found(client):
    """Nothing else is shown."""
    answer = client.get("/desk/", params={"language": "ar"})
    languages = {part.split('"')[0] for part in answer.text.split('class="title" lang="')[1:]}

    assert languages == {"ar"}


def test_pages_with_problems_are_listed_by_problem(client):
    """A page without any neighbour is among those whose list is not filled."""
    answer = client.get("/desk/problems", params={"kind": "unfilled"})

    assert "Of the newest" in answer.text
    assert "/desk/page?id=odd/id" in answer.text


@pytest.mark.parametrize("given", [{"page": 0}, {"page": "x"}, {"page": 10**9}])
def test_what_makes_no_sense_is_refused_in_the_desk(client, given):
    """The page names the parameter."""
    answer = client.get("/desk/", params=given)

    assert answer.status_code == 422
    assert "page:" in answer.text


def test_problems_are_those_of_the_list(open_desk):
    """Every list of the samples in one language, and no other, is said to be so."""
    services = open_desk.services
    for card in services.catalog.store.newest(40):
        ranking = services.recommender.related(card.id, 6)
        languages = [each.card.language for each in ranking.selected]
        found = problems_of(ranking, datetime(1990, 1, 1, tzinfo=UTC))

        assert ("one_language" in found) == (len(languages) > 2 and len(set(languages)) == 1)
        assert ("unfilled" in found) == (len(languages) < 6)
        assert "stale" not in found


def titles(html: str) -> set[str]:
    """Return the titles that a page lists."""
    return {part.split(">", 1)[1].split("<")[0] for part in html.split('class="title"')[1:]}
