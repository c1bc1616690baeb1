"""One address for a page."""

import pytest

from index.errors import InvalidArticle
from index.url import canonical_url


@pytest.mark.parametrize(
    "linked_as",
    [
        "https://news.example/de/wahl?a=1&b=2",
        "HTTPS://News.Example/de/wahl?b=2&a=1",
        "https://news.example:443/de/wahl?a=1&b=2#comments",
        " https://news.example/de/wahl?utm_source=mail&a=1&b=2&fbclid=x ",
    ],
)
def test_all_links_to_a_page_give_one_address(linked_as: str):
    """Case, default port, fragment, tracking and the order of the query do not matter."""
    assert canonical_url(linked_as) == "https://news.example/de/wahl?a=1&b=2"


def test_an_address_stays_what_it_is_when_made_canonical_again():
    """The canonical form of a canonical address is itself, in any script."""
    once = canonical_url("https://例え.example/日本 語?q=ü")

    assert canonical_url(once) == once


@pytest.mark.parametrize(
    "value",
    ["", "news", "/de/wahl", "ftp://a.example/", "javascript:alert(1)", "https://", "http://[::1"],
)
def test_what_is_no_web_address_is_refused_by_name(value: str):
    """The error shows the value that is not an absolute http address."""
    with pytest.raises(InvalidArticle, match="not an absolute http") as refused:
        canonical_url(value)

    assert repr(value) in str(refused.value)


def test_an_endless_address_is_refused():
    """An address over 2,048 characters is refused with its length."""
    with pytest.raises(InvalidArticle, match="url has 3020 characters"):
        canonical_url("https://a.example/?q" + "x" * 3000)
