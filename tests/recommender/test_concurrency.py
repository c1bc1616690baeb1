"""Several who write and read the same catalogue at once."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from index.arrays import Vectors
from index.article import Article
from index.catalog import Catalog
from index.encoder import Encoder
from index.outcome import Outcome
from recommender.demo.articles import SAMPLES

SEED = json.loads(SAMPLES.read_text("utf-8").splitlines()[0])["id"]


@pytest.fixture
def put(client: httpx.Client) -> Iterator[Callable[..., int]]:
    """Put an article and wait for nothing; gives the status. It is removed after the test."""
    ids = []

    def put(id_: str, **fields: object) -> int:
        ids.append(id_)
        return client.put(f"/v1/articles/{id_}", json=fields).status_code

    yield put
    for id_ in ids:
        client.delete(f"/v1/articles/{id_}")


def test_writers_and_readers_at_once_lose_nothing(client: httpx.Client, put: Callable[..., int]):
    """No request fails, and every article that was put is there."""
    ids = [f"at-once-{number}" for number in range(48)]

    def write_and_read(id_: str) -> list[int]:
        asked = {"id": SEED}
        return [
            put(id_, title=f"Pier {id_}", text="A second pier."),
            client.get("/v1/related", params=asked).status_code,
            client.get("/v1/related", params={"id": id_}).status_code,
        ]

    with ThreadPoolExecutor(6) as threads:
        codes = [code for found in threads.map(write_and_read, ids) for code in found]

    assert Counter(codes) == {201: len(ids), 200: 2 * len(ids)}
    assert all(client.get(f"/v1/articles/{id_}").status_code == 200 for id_ in ids)


def test_of_many_who_claim_an_address_at_once_one_gets_it(put: Callable[..., int]):
    """All others are told of the conflict; none sees an error of the service."""

    def claim(number: int) -> int:
        url = f"https://brellin.example/claimed/{number // 6}"
        return put(f"claim-{number}", url=url, title="A pier", text="A second pier.")

    with ThreadPoolExecutor(6) as threads:
        codes = Counter(threads.map(claim, range(48)))

    assert codes == {201: 8, 409: 40}


def test_a_server_finds_what_another_process_ingests(site: Any, environment: dict[str, str]):
    """New articles are in its lists as soon as the other process is done, without a restart."""
    command = [sys.executable, "-m", "recommender", "--home", str(site.home), "ingest", "-"]
    text = "The council of Brellin will build pier number {} for its fishing boats."
    articles = [
        {"id": f"n{number}", "title": "A pier", "text": text.format(number)} for number in range(3)
    ]

    subprocess.run(
        command,
        env=environment,
        input="\n".join(map(json.dumps, articles)),
        text=True,
        check=True,
        capture_output=True,
    )

    found = site.client.get("/v1/related", params={"id": "n0", "k": 2}).json()["items"]
    assert {item["id"] for item in found} == {"n1", "n2"}
    for number in range(3):
        assert site.client.delete(f"/v1/articles/n{number}").status_code == 204


class Meanwhile:
    """An encoder that lets something happen while it encodes, once."""

    def __init__(self, encoder: Encoder, happens: Callable[[], object]) -> None:
        self.model_id, self.dimension = encoder.model_id, encoder.dimension
        self._encoder = encoder
        self._happens = [happens]

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        """Do as the other encoder does."""
        if texts and self._happens:
            self._happens.pop()()
        return self._encoder.encode(texts, languages)


@pytest.fixture
def put_meanwhile(
    encoder: Encoder, open_catalog: Callable[..., Catalog]
) -> Callable[..., list[Outcome]]:
    """Put articles while something else happens to the catalogue; give what became of them."""

    def put(happens: Callable[[], object], *articles: Article) -> list[Outcome]:
        catalog = open_catalog(Meanwhile(encoder, happens))
        return [result.outcome for result in catalog.put(articles)]

    return put


def test_an_article_that_is_withdrawn_while_it_is_put_has_its_vector(
    open_catalog: Callable[..., Catalog],
    make_article: Callable[..., Article],
    put_meanwhile: Callable[..., list[Outcome]],
):
    """Its text had not changed, but with the withdrawal its vector went."""
    catalog = open_catalog()
    catalog.put([make_article("a")])

    put_meanwhile(
        lambda: catalog.withdraw(["a"]), make_article("a", section="news"), make_article("b")
    )

    assert catalog.store.seed("a") is not None
    assert catalog.index.warm() == 2


def test_an_article_that_is_put_twice_at_once_has_the_vector_of_its_text(
    open_catalog: Callable[..., Catalog],
    make_article: Callable[..., Article],
    put_meanwhile: Callable[..., list[Outcome]],
):
    """Whichever text stays, its vector stays with it."""
    catalog = open_catalog()
    catalog.put([make_article("a")])

    put_meanwhile(
        lambda: catalog.put([make_article("a", text="Quite another story.")]),
        make_article("a", section="news"),
        make_article("b"),
    )

    article, seed = catalog.store.article("a"), catalog.store.seed("a")
    assert article is not None
    assert seed is not None
    expected = catalog.encode_text(article.embedded_text, article.language)
    assert seed.vector == pytest.approx(expected, abs=1e-6)


def test_an_address_that_is_taken_while_an_article_is_put_is_a_rejection(
    open_catalog: Callable[..., Catalog],
    make_article: Callable[..., Article],
    put_meanwhile: Callable[..., list[Outcome]],
):
    """The others of the batch go in."""
    catalog = open_catalog()
    url = "https://a.example/1"

    outcomes = put_meanwhile(
        lambda: catalog.put([make_article("first", url=url)]),
        make_article("second", url=url),
        make_article("b"),
    )

    assert outcomes == [Outcome.REJECTED, Outcome.ADDED]
    assert catalog.store.count() == 2
