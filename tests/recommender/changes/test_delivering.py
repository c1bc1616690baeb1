"""Webhooks: what is sent, in which order, and what happens when it does not arrive."""

import json
import logging
import random
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from index.store.webhooks import Webhook
from recommender.changes import sending
from recommender.changes.addresses import Unreachable
from recommender.changes.delivering import Delivering
from recommender.changes.messages import trial_message
from recommender.changes.sending import send
from recommender.changes.signing import new_secret
from recommender.changes.webhooks import add_webhook, try_out
from tests.recommender.changes.receiver import Receiver


@dataclass
class Desk:
    """Delivers by a clock that can be put forward."""

    newsroom: Any
    ahead: timedelta = timedelta()
    delivering: Delivering = field(init=False)

    def __post_init__(self) -> None:
        self.delivering = Delivering(self.store, self.clock, random.Random(1))

    @property
    def store(self) -> Any:
        return self.newsroom.services.catalog.store

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def add(self, url: str, secret: str | None = None) -> Webhook:
        return add_webhook(self.store, url, secret, True, self.clock())

    def change(self, id_: str) -> set[str]:
        """Publish an article; return the pages that changed with it."""
        cursor = self.newsroom.cursor()
        self.newsroom.publish(
            id_,
            title=f"The Asteria-3 capsule {id_} is opened",
            text=f"The Asteria-3 capsule {id_} brought asteroid grains home.",
            language="en",
        )
        self.newsroom.follow()
        changed: set[str] = self.newsroom.heard(cursor)[0]
        return changed

    def deliver(self) -> None:
        """Deliver until there is nothing that is due."""
        while self.delivering():
            self.wait()

    def wait(self) -> None:
        for sent in list(self.delivering._on_their_way.values()):
            sent.result()

    def hook(self) -> Webhook:
        (found,) = self.store.webhooks.all()
        return found  # type: ignore[no-any-return]


@pytest.fixture
def desk(newsroom: Any) -> Iterator[Desk]:
    desk = Desk(newsroom)
    yield desk
    desk.delivering.close()


def test_a_webhook_is_told_of_every_change_since_it_was_added(desk: Desk, receiver: Any):
    """By a message that a library of others verifies."""
    hook = desk.add(receiver.url)
    changed = desk.change("one")
    desk.deliver()

    (message,) = receiver.received
    content = message.verified(hook.secret)
    assert {id_ for id_, _ in message.told} == changed
    assert content["type"] == "lists.changed"
    assert content["data"]["next"] == desk.newsroom.cursor()
    assert message.headers["content-type"] == "application/json"
    assert message.headers["host"] in receiver.url


def test_messages_follow_each_other_without_a_gap(desk: Desk, receiver: Any):
    """Each begins where the one before ended."""
    desk.add(receiver.url)
    for id_ in ("one", "two"):
        desk.change(id_)
        desk.deliver()

    first, second = (json.loads(each.body)["data"] for each in receiver.received)
    assert second["after"] == first["next"]
    assert second["next"] == desk.newsroom.cursor()


def test_a_message_has_a_limit_and_the_next_goes_on(
    desk: Desk, receiver: Any, monkeypatch: pytest.MonkeyPatch
):
    """All changes arrive, in their order."""
    monkeypatch.setattr("recommender.changes.delivering.CHANGES_IN_A_MESSAGE", 3)
    desk.add(receiver.url)
    changed = desk.change("one")
    desk.deliver()

    told = [id_ for each in receiver.received for id_, _ in each.told]
    assert len(receiver.received) == -(-len(changed) // 3) > 1
    assert set(told) == changed
    assert len(told) == len(changed)


@pytest.mark.parametrize("status", [500, 404, 301, 307, 400, 429])
def test_a_message_that_is_not_taken_is_sent_again(desk: Desk, receiver: Any, status: int):
    """The same, with the same id, once its time has come; redirects are not followed."""
    desk.add(receiver.url)
    receiver.answers = [status]
    desk.change("one")
    desk.deliver()
    assert len(receiver.received) == 1
    assert str(status) in (desk.hook().trouble or "")

    desk.ahead = timedelta(seconds=5)
    desk.deliver()

    first, again = receiver.received
    assert again.body == first.body
    assert again.headers["webhook-id"] == first.headers["webhook-id"]
    assert (desk.hook().failures, desk.hook().trouble) == (0, None)


def test_what_changed_meanwhile_comes_with_the_next_attempt(desk: Desk, receiver: Any):
    """As another message, in which each page stands once."""
    desk.add(receiver.url)
    receiver.answers = [500]
    changed = desk.change("one")
    desk.deliver()
    changed |= desk.change("two")
    desk.ahead = timedelta(seconds=5)
    desk.deliver()

    first, second = receiver.received
    assert second.headers["webhook-id"] != first.headers["webhook-id"]
    assert sorted(id_ for id_, _ in second.told) == sorted(changed)


def test_attempts_become_rarer_and_end(desk: Desk, receiver: Any, caplog: pytest.LogCaptureFixture):
    """The wait doubles up to an hour; after five days the webhook is paused, and says so."""
    hook = desk.add(receiver.url)
    receiver.answers = [500] * 1_000
    desk.change("one")
    waits = []
    with caplog.at_level(logging.WARNING):
        while not desk.hook().paused:
            at = desk.clock()
            desk.deliver()
            again = desk.hook().retry_at
            if again is not None:
                waits.append(again - at)
                desk.ahead += again - at

    # up to a quarter is taken off by chance
    longest = timedelta(seconds=1)
    for number, wait in enumerate(waits):
        full = min(timedelta(seconds=5 * 2 ** min(number, 20)), timedelta(hours=1))
        assert full * 0.75 - longest <= wait <= full + longest
    assert timedelta(days=5) <= sum(waits, timedelta()) <= timedelta(days=5, hours=2)
    assert "it is paused" in caplog.messages[-1]
    assert hook.url in caplog.messages[-1]
    sent = len(receiver.received)
    desk.ahead += timedelta(days=30)
    desk.deliver()
    assert len(receiver.received) == sent


def test_a_webhook_that_is_resumed_goes_on_where_it_stopped(desk: Desk, receiver: Any):
    """Nothing of what changed meanwhile is lost."""
    hook = desk.add(receiver.url)
    receiver.answers = [410]
    changed = desk.change("one")
    desk.deliver()
    assert desk.hook().paused
    changed |= desk.change("two")
    desk.deliver()
    assert len(receiver.received) == 1

    desk.store.webhooks.resume(hook.number)
    desk.deliver()

    assert {id_ for id_, _ in receiver.received[-1].told} == changed


def test_a_receiver_that_does_not_answer_holds_up_nobody(
    desk: Desk, receiver: Any, monkeypatch: pytest.MonkeyPatch
):
    """The other webhook is told meanwhile, and a step does not wait."""
    monkeypatch.setattr("recommender.changes.sending.PATIENCE_S", 1.0)
    answered = threading.Event()
    receiver.answers = [lambda: answered.wait(30) and 204]
    slow = desk.add(receiver.url)
    desk.change("one")
    assert desk.delivering()

    other = type(receiver)()
    desk.add(other.url)
    desk.change("two")
    while not other.received:
        desk.delivering()
    other.close()

    desk.wait()
    answered.set()
    told = {hook.number: hook for hook in desk.store.webhooks.all()}
    assert "no answer within 1 seconds" in (told[slow.number].trouble or "")


def test_a_receiver_that_answers_for_ever_is_cut_off(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """A byte now and then does not keep a message on its way."""
    monkeypatch.setattr("recommender.changes.sending.PATIENCE_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stop = threading.Event()

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not stop.wait(0.1):
                    connection.sendall(b"x: y\r\n")

        threading.Thread(target=drip, daemon=True).start()
        desk.add(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        desk.change("one")
        desk.delivering()
        desk.wait()
        stop.set()

    assert "no answer" in (desk.hook().trouble or "")


def test_nobody_listening_is_a_failure_that_is_told(desk: Desk, receiver: Any):
    """With what the connection said."""
    desk.add(receiver.url)
    receiver.close()
    desk.change("one")
    desk.deliver()

    assert desk.hook().failures == 1
    assert "ConnectError" in (desk.hook().trouble or "")


def test_deliveries_go_on_after_a_restart(desk: Desk, receiver: Any):
    """What was taken is not sent again, and what was not is."""
    desk.add(receiver.url)
    desk.change("one")
    desk.deliver()
    changed = desk.change("two")

    again = Desk(desk.newsroom)
    again.deliver()
    again.delivering.close()

    assert len(receiver.received) == 2
    assert {id_ for id_, _ in receiver.received[-1].told} == changed


def test_a_trial_is_signed_and_tells_of_no_change(desk: Desk, receiver: Any):
    """It leaves the webhook where it was."""
    hook = desk.add(receiver.url)
    desk.change("one")

    try_out(desk.store, hook, desk.clock())

    (message,) = receiver.received
    assert message.verified(hook.secret)["type"] == "test"
    assert message.told == []
    assert desk.hook() == hook


def test_a_secret_may_be_given(desk: Desk, receiver: Any):
    """Messages are signed with it."""
    secret = new_secret()
    desk.add(receiver.url, f"\n{secret} \n")
    desk.change("one")
    desk.deliver()

    assert receiver.received[0].verified(secret)


@pytest.mark.parametrize(
    ("certified", "taken"), [("localhost", True), ("elsewhere.example", False)]
)
def test_a_receiver_proves_by_its_certificate_who_it_is(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, certified: str, taken: bool
):
    """By that of its name, though its address is what is connected to; others get nothing."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    sending._trusted.cache_clear()
    security = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(certified).configure_cert(security)
    receiver = Receiver(security)
    hook = desk.add(receiver.url)
    desk.change("one")
    desk.deliver()
    receiver.close()
    sending._trusted.cache_clear()

    assert [bool(each.verified(hook.secret)) for each in receiver.received] == [True] * taken
    assert ("certificate" in (desk.hook().trouble or "")) is not taken


def test_a_private_address_is_refused_again_when_sent_to(desk: Desk, receiver: Any):
    """A name may lead elsewhere by then; nothing arrives."""
    hook = desk.store.webhooks.add(receiver.url, new_secret(), False, desk.clock())
    with pytest.raises(Unreachable, match="not public"):
        send(hook, trial_message(desk.store.list_changes, desk.clock()), desk.clock())

    assert receiver.received == []
