"""A running service, and commands as a shell would run them."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from click.testing import CliRunner, Result

from index.catalog import Catalog
from index.encoder import Encoder
from index.store import Position, Store
from recommender.bootstrap import STORE_FILE, Services, bootstrap
from recommender.cli import main
from recommender.demo.articles import ingest_samples
from recommender.policies import load_policies
from recommender.service import Recommender
from recommender.settings import Settings

_ADDRESS = re.compile(r"articles at (http://[\d.:]+)/")
_PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """A `recommender serve` process over the data folder `home`, and a client of it."""

    home: Path
    process: subprocess.Popen[bytes]
    client: httpx.Client

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.client.close()


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("RECOMMENDER_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Return the environment for sub-processes, without settings."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("RECOMMENDER_")
    }


@pytest.fixture(scope="session")
def start_server(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path], Server]]:
    """Serve a data folder on a free port; returns once it answers."""
    servers = []

    def start(home: Path) -> Server:
        log = tmp_path_factory.mktemp("server") / "log"
        command = [sys.executable, "-m", "recommender", "--home", str(home), "serve", "--port", "0"]
        with log.open("wb") as output:
            process = subprocess.Popen(command, env=environment, stderr=output, stdout=output)
        client = httpx.Client(base_url=_address(process, log), timeout=_PATIENCE)
        servers.append(Server(home, process, client))
        return servers[-1]

    yield start
    for server in servers:
        server.kill()


@pytest.fixture(scope="session")
def sample_home(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the sample articles and a saved index; copy it, do not write."""
    services = bootstrap(Settings(home=tmp_path_factory.mktemp("samples")), encoder)
    ingest_samples(services.catalog)
    services.catalog.index.save()
    services.close()
    return services.settings.home


@pytest.fixture
def services_of(tmp_path: Path) -> Callable[[Catalog], Services]:
    """Wire services around a catalogue that is open already."""

    def wired(catalog: Catalog) -> Services:
        settings = Settings(home=tmp_path)
        policies = load_policies(tmp_path, settings.policy, settings.minimum_score)
        return Services(settings, catalog, policies, Recommender(catalog, policies.default))

    return wired


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """Return the test's own data folder, with the sample articles and a saved index."""
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def site(
    start_server: Callable[[Path], Server],
    sample_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Server:
    """Return one server for all tests, with the sample articles; clean up what you put there."""
    home = tmp_path_factory.mktemp("site") / "home"
    return start_server(Path(shutil.copytree(sample_home, home)))


@pytest.fixture
def client(site: Server) -> httpx.Client:
    """Return a client of the running service."""
    return site.client


@pytest.fixture
def publish(
    client: httpx.Client, position: Callable[[], Position]
) -> Iterator[Callable[..., httpx.Response]]:
    """Put an article, and wait until the keeper has followed; it is removed after the test."""
    ids = []

    def put(id_: str, **fields: Any) -> httpx.Response:
        ids.append(id_)
        answer = client.put(f"/v1/articles/{quote(id_, safe='')}", json=fields)
        until = time.monotonic() + _PATIENCE
        while position().related < position().change and time.monotonic() < until:
            time.sleep(0.02)
        return answer

    yield put
    for id_ in ids:
        client.delete(f"/v1/articles/{quote(id_, safe='')}")


@pytest.fixture
def position(site: Server) -> Iterator[Callable[[], Position]]:
    """Tell how far the catalogue has counted its changes, read behind the service's back."""
    store = Store(site.home / STORE_FILE)
    yield store.position
    store.close()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object, stdin: bytes = b"", **environment: str) -> Result:
        return CliRunner().invoke(main, list(map(str, arguments)), input=stdin, env=environment)

    return invoke


@pytest.fixture
def tell(run: Callable[..., Result], home: Path) -> Callable[..., Any]:
    """Run a sub-command on the samples; give what it says to other programs."""

    def tell(command: str, *arguments: object, **given: Any) -> Any:
        result = run("--home", home, command, "--json", *arguments, **given)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return tell


@pytest.fixture
def refused(run: Callable[..., Result]) -> Callable[..., str]:
    """Run the command, which must fail in one line and nothing else; give that line."""

    def refused(*arguments: object, **given: Any) -> str:
        result = run(*arguments, **given)
        assert isinstance(result.exception, SystemExit), repr(result.exception)
        assert result.exit_code == 1
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        return line.removeprefix("Error: ")

    return refused


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if found := _ADDRESS.search(log.read_text()):
            return found[1]
        time.sleep(0.02)
    process.kill()
    raise AssertionError(f"the server did not start: {log.read_text()}")
