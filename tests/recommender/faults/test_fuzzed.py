"""What no reader would ask: random parameters over real HTTP."""

import http.client
import json
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.recommender.faults.conftest import PAGE, Service

NAMES = ("id", "url", "k", "languages", "only", "exclude", "policy", "why_not", "_", "é", "")
VALUES = (
    PAGE, "asteria-price-debate-es", "https://news.example/en/asteria-capsule-lands", "de,fr",
    "news", "0", "007", "+5", "5.0", "1_0", " 5 ", "-1", "٣", "1e3", "100", "101", "9" * 5000,
    "true", "zh-Hant-TW", "x" * 2000, "\0", "\ud800", "http://[", "http://a:99999/", ",,,", "%",
)  # fmt: skip

texts = st.sampled_from(VALUES) | st.text(max_size=40)
written = texts.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=20)
names = st.sampled_from(NAMES).map(str.encode)
pairs = st.builds("{}={}".format, names.map(quote_from_bytes), written.map(quote_from_bytes))
garbage = st.text("%&=+;?/:@!$'()*,abcdef0123456789ABCDEF", max_size=30)
anything = st.lists(pairs | garbage, max_size=6)
queries = (anything | anything.map(lambda parts: [f"id={PAGE}", *parts])).map("&".join)


@pytest.fixture(scope="module")
def connection(service: Service) -> Iterator[http.client.HTTPConnection]:
    address = urlsplit(service.url)
    opened = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
    yield opened
    opened.close()


def ask(connection: http.client.HTTPConnection, query: str) -> tuple[int, str, bytes]:
    """Return status, type and body of what is answered."""
    connection.request("GET", f"/v1/related?{query}")
    answer = connection.getresponse()
    return answer.status, answer.headers["content-type"], answer.read()


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
@example(query=f"id={PAGE}&k=007")
@example(query=f"id={PAGE}&k=%D9%A3")
@example(query=f"id={PAGE}&k=3&k=x")
@example(query=f"id={PAGE}&k=x&k=3")
@example(query=f"id={PAGE}&policy=x&policy=news")
@example(query=f"id={PAGE}&languages=&only=")
@example(query=f"id={PAGE}&" + "exclude=%00&" * 600)
@example(query="id=" + "x" * 8189)
@example(query="&".join(f"id={n}" for n in range(1000)))
@example(query=f"id={PAGE}%00&id=%ff%fe")
def test_whatever_is_asked_is_answered_or_explained(
    connection: http.client.HTTPConnection, query: str
):
    """By a list or a problem document, and never by a failure of the service."""
    status, kind, body = ask(connection, query)
    document = json.loads(body)

    assert status < 500, document
    if status == 200:
        assert kind == "application/json"
        assert len(document["items"]) <= 100
    else:
        assert kind == "application/problem+json"
        assert document["status"] == status
        assert document["detail"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries.filter(lambda query: "why_not" not in query))
@example(query=f"id={PAGE}&k=007")
@example(query=f"id={PAGE}&k=3&k=x")
@example(query=f"id={PAGE}&k=x&k=3")
@example(query=f"id={PAGE}&k=+3")
@example(query=f"id={PAGE}&exclude=&exclude={PAGE}&languages=de&languages=fr,en")
@example(query="url=https://news.example/none&url=https://news.example/en/asteria-capsule-lands")
def test_ready_answers_are_those_of_the_routes(connection: http.client.HTTPConnection, query: str):
    """Byte for byte: nothing but how long it takes tells which of them has answered."""
    # whoever may want an explanation is left to the routes
    assert ask(connection, query) == ask(connection, f"{query}&explain=false")
