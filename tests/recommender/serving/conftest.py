"""Services of several processes, each over a data folder of its own, and clients of them."""

import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

PATIENCE = 60
_ADDRESS = re.compile(r"articles at (http://[\d.:]+)/")


@dataclass(frozen=True)
class Service:
    """A `recommender serve` process over the data folder `home`, and a client of it."""

    home: Path
    process: subprocess.Popen[bytes]
    log: Path
    client: httpx.Client

    @property
    def url(self) -> str:
        """Where it answers."""
        return str(self.client.base_url)

    def said(self) -> str:
        """Return its log."""
        return self.log.read_text()

    def alive(self, name: str) -> list[int]:
        """Return the numbers of its living processes that are called 'worker' or 'keeper'."""
        started = re.findall(rf"the {name} (\d+) is ready", self.said())
        return [pid for pid in map(int, started) if is_alive(pid)]

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def exit_status(self) -> int:
        """Wait until it has ended."""
        return self.process.wait(PATIENCE)


def is_alive(pid: int) -> bool:
    """Say whether a process lives."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture(scope="session")
def eventually() -> Callable[[Callable[[], object]], None]:
    """Wait until something is so; fail if it never is."""

    def wait(happens: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happens():
            assert time.monotonic() < deadline, "it never happened"
            time.sleep(0.02)

    return wait


@pytest.fixture(scope="session")
def launch(
    environment: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    eventually: Callable[..., None],
) -> Iterator[Callable[..., Service]]:
    """Serve a data folder on a free port, with settings; returns once it answers."""
    launched = []

    def start(home: Path, **settings: object) -> Service:
        log = tmp_path_factory.mktemp("service") / "log"
        given = {f"RECOMMENDER_{name.upper()}": str(value) for name, value in settings.items()}
        command = [sys.executable, "-m", "recommender", "--home", str(home), "serve", "--port", "0"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, env=environment | given, stderr=output, stdout=output
            )
        eventually(lambda: _ADDRESS.search(log.read_text()) or process.poll() is not None)
        found = _ADDRESS.search(log.read_text())
        assert found, log.read_text()
        client = httpx.Client(base_url=found[1], timeout=PATIENCE)
        launched.append(Service(home, process, log, client))
        return launched[-1]

    yield start
    for service in launched:
        service.client.close()
        service.signal(signal.SIGKILL)
        service.exit_status()


@pytest.fixture(scope="session")
def two_workers(
    launch: Callable[..., Service], sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Service:
    """Return a service of two workers for all tests, which logs every request."""
    home = Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("two") / "home"))
    return launch(home, workers=2, log_format="json", access_log=True)


@dataclass(frozen=True)
class Got:
    """What `clients` that ask at the same time got: statuses and errors, as they come."""

    clients: int
    eventually: Callable[[Callable[[], object]], None]
    all: list[object] = field(default_factory=list)

    def more(self, number: int) -> None:
        """Wait until so many more have come."""
        enough = len(self.all) + number
        self.eventually(lambda: len(self.all) >= enough)


@pytest.fixture(scope="session")
def asking(eventually: Callable[..., None]) -> Callable[..., object]:
    """Have clients ask on connections that they keep, as long as a block takes."""

    @contextmanager
    def ask_meanwhile(url: str) -> Iterator[Got]:
        got, enough = Got(2, eventually), threading.Event()

        def ask() -> None:
            page = {"id": "asteria-capsule-lands-en", "k": 3}
            with httpx.Client(base_url=url, timeout=PATIENCE) as client:
                # a pause leaves processes that start meanwhile something of the machine
                while not enough.wait(0.02):
                    try:
                        got.all.append(client.get("/v1/related", params=page).status_code)
                    except httpx.TransportError as error:
                        got.all.append(error)

        clients = [threading.Thread(target=ask) for _ in range(got.clients)]
        for client in clients:
            client.start()
        try:
            yield got
        finally:
            enough.set()
            for client in clients:
                client.join()

    return ask_meanwhile
