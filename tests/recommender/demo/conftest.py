import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.encoder import Encoder
from recommender.bootstrap import Services, bootstrap
from recommender.settings import load_settings

Open = Callable[..., Services]


@pytest.fixture(scope="session")
def open_demo(
    sample_home: Path, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Iterator[Open]:
    """Open services over the sample articles in a folder of their own."""
    opened = []

    def open_(**given: object) -> Services:
        home = shutil.copytree(sample_home, tmp_path_factory.mktemp("demo") / "home")
        services = bootstrap(load_settings(home=home, **given), encoder)
        opened.append(services)
        return services

    yield open_
    for services in opened:
        services.close()


@pytest.fixture(scope="session")
def demo(open_demo: Open) -> Services:
    """Services over the sample articles; tests must not write to them."""
    return open_demo()
