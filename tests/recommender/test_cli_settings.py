"""Where settings come from, and what is said of those that make no sense."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from recommender.demo.articles import SAMPLES

ARTICLES = [json.loads(line) for line in SAMPLES.read_bytes().splitlines()]

Run = Callable[..., Result]
Refused = Callable[..., str]


def test_the_home_option_comes_before_the_environment(run: Run, home: Path):
    """The folder of the option is used, the other is not made."""
    result = run("--home", home, "stats", "--json", RECOMMENDER_HOME="elsewhere")

    assert json.loads(result.stdout)["home"] == str(home)
    assert not Path("elsewhere").exists()


def test_the_environment_names_the_home(run: Run, home: Path):
    """Without an option, RECOMMENDER_HOME is used."""
    result = run("stats", "--json", RECOMMENDER_HOME=str(home))

    assert json.loads(result.stdout)["articles"] == len(ARTICLES)


@pytest.mark.parametrize("settings", [{}, {"RECOMMENDER_HOME": ""}])
def test_the_home_is_data_by_default(run: Run, settings: dict[str, str]):
    """In the working folder, also where RECOMMENDER_HOME is there but empty."""
    result = run("stats", "--json", **settings)

    assert json.loads(result.stdout)["home"] == str(Path("data").resolve())


@pytest.mark.parametrize(
    ("option", "environment", "count"),
    [((), {}, 2), ((), {"RECOMMENDER_K": "3"}, 3), (("-k", "1"), {"RECOMMENDER_K": "3"}, 1)],
)
def test_option_environment_and_file_take_precedence_in_this_order(
    tell: Callable[..., Any],
    home: Path,
    option: tuple[str, ...],
    environment: dict[str, str],
    count: int,
):
    """The file in the data folder says 2."""
    (home / "recommender.toml").write_text("k = 2")

    answer = tell("related", ARTICLES[0]["id"], *option, **environment)

    assert len(answer["items"]) == count


@pytest.mark.parametrize(
    ("name", "value"),
    [("K", "many"), ("K", "0"), ("MINIMUM_SCORE", "nan"), ("PORT", "-1"), ("LOG_LEVEL", "loud"),
     ("MAX_BODY_BYTES", "lots")],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_is_named(refused: Refused, name: str, value: str):
    """With its value, and where to correct it."""
    line = refused("stats", **{f"RECOMMENDER_{name}": value})

    assert f"RECOMMENDER_{name}" in line
    assert repr(value) in line


@pytest.mark.parametrize(
    ("written", "named"),
    [(b"k = = 3", "line 1"), (b"k = 'many'", "'many'"), (b"colour = 'red'", "'colour'"),
     (b"\xff", "byte 0xff")],
)  # fmt: skip
def test_a_broken_settings_file_is_named(refused: Refused, written: bytes, named: str):
    """With what is wrong in it."""
    Path("recommender.toml").write_bytes(written)

    line = refused("--home", ".", "stats")

    assert "recommender.toml" in line
    assert named in line


def test_a_home_that_is_a_file_is_named(refused: Refused):
    """The environment may name anything."""
    Path("file").touch()

    assert "'file/catalogue.sqlite'" in refused("stats", RECOMMENDER_HOME="file")


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after_the_command(run: Run, tmp_path: Path, before: bool):
    """Where a person happens to type them."""
    option, command = ["--home", tmp_path / "elsewhere"], ["stats", "--json"]

    result = run(*option, *command) if before else run(*command, *option)

    assert json.loads(result.stdout)["home"] == str(tmp_path / "elsewhere")
