"""A clock that jumps under a running service, forwards and back."""

import shutil
import struct
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.recommender.faults.conftest import PAGE, TEXT, Service, shown

YEAR, NONE = timedelta(days=365), timedelta(0)
_numbers = count()


@dataclass(frozen=True)
class Clock:
    """The clock of all processes of a service, as far from the true one as a file says."""

    file: Path

    def jump(self, by: timedelta) -> None:
        """Be so far from the true time from now on."""
        # in place, since it is mapped
        with self.file.open("r+b") as stream:
            stream.write(struct.pack("q", int(by.total_seconds())))


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Clock]:
    """Make services that are launched go by a clock that can be put."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler to make a clock with")
    folder = tmp_path_factory.mktemp("clock")
    source, library = Path(__file__).with_name("clock.c"), folder / "clock.so"
    command = [compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True)
    made = Clock(folder / "offset")
    made.file.write_bytes(struct.pack("q", 0))
    environment |= {"LD_PRELOAD": str(library), "CLOCK_OFFSET": str(made.file)}
    yield made
    del environment["LD_PRELOAD"], environment["CLOCK_OFFSET"]


@pytest.fixture(scope="module")
def jumping(
    clock: Clock,  # noqa: ARG001
    launch: Callable[..., Service],
    sample_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Service:
    """Return a service whose answers are kept for a second."""
    home = Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("jumping") / "home"))
    return launch(home, max_age_s=1)


def related(service: Service, **asked: object) -> list[str]:
    """Return the stories under the page; each time anew, as no two requests are the same."""
    asked = {"id": PAGE, "k": 100, "_": next(_numbers), **asked}
    return shown(service.client.get("/v1/related", params=asked))


def test_nothing_is_shown_before_its_time_whichever_way_the_clock_jumps(
    jumping: Service, clock: Clock, publish: Callable[..., Any], eventually: Callable[..., None]
):
    """An embargoed story comes when the clock is put forward, and goes when it is put back."""
    later = (datetime.now(UTC) + YEAR / 2).isoformat()
    assert publish(jumping, "embargoed", **TEXT, published_at=later).status_code == 201

    clock.jump(YEAR)
    eventually(lambda: "embargoed" in related(jumping))
    seen = []
    for by in (NONE, YEAR, -YEAR, YEAR, NONE):
        clock.jump(by)
        seen.append("embargoed" in related(jumping))

    assert seen == [False, True, False, True, False]


def test_kept_answers_grow_old_though_the_clock_goes_back(
    jumping: Service, clock: Clock, eventually: Callable[..., None]
):
    """They are good for a second, not until the clock says again what it said."""
    clock.jump(YEAR)
    assert related(jumping, _="kept")
    clock.jump(-YEAR)

    # all articles of the catalogue are of a time that is yet to come
    eventually(lambda: related(jumping, _="kept") == [])
    clock.jump(NONE)
    eventually(lambda: related(jumping, _="kept"))


def test_decisions_hold_in_the_order_in_which_they_were_made(
    jumping: Service, clock: Clock, eventually: Callable[..., None]
):
    """What was said last counts, though by the clock it was a year before the other."""
    article = related(jumping, k=3)[-1]
    pair = {"seed": PAGE, "article": article, "by": "mia"}

    clock.jump(YEAR)
    pinned = jumping.client.post("/v1/decisions", json={**pair, "decision": "pin"})
    clock.jump(NONE)
    blocked = jumping.client.post("/v1/decisions", json={**pair, "decision": "block"})

    assert (pinned.status_code, blocked.status_code) == (201, 201)
    assert datetime.fromisoformat(pinned.json()["at"]) > datetime.now(UTC) + YEAR / 2
    assert article not in related(jumping)
    held = jumping.client.get("/v1/decisions", params={"id": PAGE}).json()["decisions"]
    assert [each["decision"] for each in held] == ["block"]
    undone = jumping.client.post("/v1/decisions/undo", json={"number": blocked.json()["number"]})
    assert undone.status_code == 201
    eventually(lambda: article in related(jumping))


def test_a_keeper_goes_on_whatever_the_clock_says(
    jumping: Service, clock: Clock, eventually: Callable[..., None]
):
    """What is published at any time of the clock is soon told of as a change, in order."""
    numbers = []
    for step, by in enumerate((YEAR, -YEAR, NONE)):
        clock.jump(by)
        article = {"language": "en", "title": f"Pier {step}", "text": "A pier for Brellin."}
        assert jumping.client.put(f"/v1/articles/pier{step}", json=article).status_code == 201
        eventually(lambda step=step: f"pier{step}" in _changed(jumping))
        numbers.append(list(_changed(jumping)).index(f"pier{step}"))

    assert jumping.client.get("/readyz").json()["degraded"] == []
    assert "could not" not in jumping.said(), jumping.said()


def _changed(service: Service) -> dict[str, int]:
    found: dict[str, Any] = service.client.get("/v1/changes", params={"limit": 1000}).json()
    return {each["id"]: place for place, each in enumerate(found["changes"])}
