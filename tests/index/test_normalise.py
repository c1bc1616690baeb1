"""From what a source says to what is kept, or to a reason why not."""

from datetime import UTC, datetime

import pytest

from index.article import RawArticle
from index.errors import InvalidArticle
from index.normalise import normalise

NOW = datetime(2026, 11, 20, tzinfo=UTC)
GOOD = {"id": "a1", "language": "en", "title": "Bridge opens", "text": "The bridge is open."}


def test_an_article_is_kept_clean():
    """Markup goes, dates become UTC, addresses canonical, labels distinct."""
    raw = RawArticle(
        id=" a1 ",
        url="https://News.example/x?utm_source=mail#top",
        language="en_GB",
        title="<b>Bridge</b> opens",
        text="<p>The bridge</p><p>is open.</p>",
        tags=["bridge", " bridge ", ""],
        published_at="2026-11-19T23:30:00+02:00",
    )

    article = normalise(raw, NOW)

    assert (article.id, article.url) == ("a1", "https://news.example/x")
    assert (article.language, article.title) == ("en-GB", "Bridge opens")
    assert article.text == "The bridge\n\nis open."
    assert article.tags == ("bridge",)
    assert article.published_at == datetime(2026, 11, 19, 21, 30, tzinfo=UTC)


def test_an_article_without_id_is_known_by_its_address():
    """The canonical url serves as id."""
    raw = RawArticle(title="Bridge", text="Open.", url="https://news.example/b#x")

    assert normalise(raw, NOW).id == "https://news.example/b"


def test_a_brief_may_have_a_summary_only():
    """A summary without a text is an article."""
    assert normalise(RawArticle(**{**GOOD, "text": "", "summary": "Open."}), NOW).summary == "Open."


@pytest.mark.parametrize("text", [None, "", "\n", "<script>alert(1)</script>"])
def test_a_headline_alone_is_an_article(text: str | None):
    """It is embedded, under the language that is declared."""
    article = normalise(RawArticle(id="a1", language="cy", title="Pont yn agor", text=text), NOW)

    assert (article.language, article.text) == ("cy", "")
    assert "Pont yn agor" in article.embedded_text


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("La nouvelle traversée est ouverte au public depuis lundi", "fr"),
        ("Berset in Paris", "und"),
    ],
)
def test_the_language_of_a_headline_is_identified_or_left_open(title: str, language: str):
    """A few words seldom tell, and a wrong language would be worse than none."""
    assert normalise(RawArticle(id="a1", title=title), NOW).language == language


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"title": None}, "title", "title is missing or empty; got None"),
        ({"title": "<p> </p>"}, "title", "title is missing or empty"),
        ({"title": "x" * 2001}, "title", "2001 characters"),
        ({"text": "x" * 1_000_001}, "text", "1000001 characters"),
        ({"language": "klingonisch"}, "language", "'klingonisch' is not a known BCP 47"),
        ({"id": None}, "id", "neither an id nor a url"),
        ({"id": "a\x00b"}, "id", r"'a\\x00b' contains a control character"),
        ({"id": "x" * 513}, "id", "513 characters"),
        ({"url": "news.example"}, "url", "'news.example' is not an absolute"),
        ({"image_url": "pic.png"}, "image_url", "image_url 'pic.png' is not an absolute"),
        ({"published_at": "yesterday"}, "published_at", "'yesterday' is not an ISO 8601 date"),
        ({"published_at": "2026-02-30"}, "published_at", "'2026-02-30' is not an ISO 8601 date"),
        ({"published_at": "9999-01-01"}, "published_at", "'9999-01-01' is not between"),
        ({"updated_at": "0001-01-01T00:00+14:00"}, "updated_at", "'0001-01-01T00:00"),
        ({"published_at": "1066-10-14"}, "published_at", "between 1800-01-01 and 2027-11-21"),
    ],
)
def test_a_bad_field_is_refused_with_its_value(change: dict, field: str, message: str):
    """The error carries the field, shows the value and says what would be right."""
    with pytest.raises(InvalidArticle, match=message) as refused:
        normalise(RawArticle(**{**GOOD, **change}), NOW)

    assert refused.value.field == field


@pytest.mark.parametrize("field", ["title", "text", "language", "section", "translation_key"])
def test_a_digest_follows_what_is_kept(field: str):
    """Two articles that differ in anything kept have different digests."""
    changed = {**GOOD, field: "fr" if field == "language" else "Otherwise"}

    assert normalise(RawArticle(**GOOD), NOW).digest != normalise(RawArticle(**changed), NOW).digest


def test_a_text_digest_ignores_what_is_not_embedded():
    """Moving an article to another section does not make its vector outdated."""
    moved = {**GOOD, "section": "travel"}

    assert (
        normalise(RawArticle(**GOOD), NOW).text_digest
        == normalise(RawArticle(**moved), NOW).text_digest
    )
