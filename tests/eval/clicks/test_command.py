"""The command `recommender-eval clicks`."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from eval.clicks.simulator import simulate
from index.article import Article
from index.catalog import Catalog
from recommender.commands.group import CommandGroup

GROUP = CommandGroup(package="eval.commands", names=("clicks",))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(GROUP, ["clicks", *map(str, arguments)])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A simulated log of 2000 views of 30 pages."""
    rng = np.random.default_rng(0)
    found = simulate(rng).log(2000, rng)
    assert found.propensity is not None
    views: list[list[dict[str, object]]] = [[] for _ in range(found.views)]
    for row, view in enumerate(found.view):
        views[view].append(
            {
                "id": found.articles[found.article[row]],
                "position": int(found.position[row]),
                "propensity": float(found.propensity[row]),
                "clicked": bool(found.clicked[row]),
            }
        )
    path = tmp_path / "log.jsonl"
    with path.open("w") as file:
        for seed, items in zip(found.seed, views, strict=True):
            file.write(json.dumps({"seed": found.seeds[seed], "items": items}) + "\n")
    return path


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """The simulator's target as a TREC run file."""
    path = tmp_path / "ranking.trec.gz"
    with gzip.open(path, "wt") as file:
        for seed, ids in simulate(np.random.default_rng(0)).target_lists.items():
            for rank, id_ in enumerate(ids, start=1):
                file.write(f"{seed} Q0 {id_} {rank} {-rank} target\n")
    return path


def test_a_log_is_judged_from_file_to_table(log: Path, lists: Path):
    """Every estimator has a line, after the observed clicks."""
    result = run(log, "--run", lists, "--examination", "1,.6,.4,.3")

    names = [line.split()[0] for line in result.output.splitlines() if line]
    start = names.index("observed")
    assert result.exit_code == 0
    assert names[start : start + 5] == [
        "observed",
        "ips",
        "clipped_ips",
        "self_normalised",
        "doubly_robust",
    ]


def test_json_holds_every_figure(log: Path, lists: Path):
    """And what they were made from; the truth lies in the intervals of this log."""
    result = run(log, "--run", lists, "--json")

    found = json.loads(result.output)
    truth = simulate(np.random.default_rng(0)).true_value
    assert (found["log"], found["views"], found["curve"]) == (str(log), 2000, "estimated")
    for estimate in found["estimates"]:
        if estimate["name"] != "clipped_ips":
            assert estimate["low"] < truth < estimate["high"]


def test_the_simulation_knows_the_truth():
    """It is told beside the estimates."""
    found = json.loads(run("--simulate", 20000, "--json").output)

    assert found["estimates"][0]["low"] < found["true_value"] < found["estimates"][0]["high"]


def test_articles_that_the_catalogue_lost_are_counted(
    tmp_path: Path,
    log: Path,
    lists: Path,
    open_catalog: Callable[..., Catalog],
    make_article: Callable[..., Article],
):
    """With --home, deleted pages are left out of the values, with a warning."""
    simulation = simulate(np.random.default_rng(0))
    candidates = [f"article-{page}-{n}" for page in range(30) for n in range(6)]
    left = [*list(simulation.target_lists)[1:], *candidates]
    open_catalog().put([make_article(id_) for id_ in left])

    found = json.loads(run(log, "--run", lists, "--home", tmp_path, "--json").output)

    views = sum(b'"page-0"' not in line for line in log.read_bytes().splitlines())
    assert found["views"] == views
    assert found["warnings"][0].startswith(f"{2000 - views} of 2000 page views are of deleted")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "give LOG and --run, or --simulate"),
        (["log", "--simulate", "10"], 2, "leave out LOG"),
        (["log", "--run", "x", "--examination", "1,high"], 2, "'1,high' is not numbers"),
        (["--simulate", "10", "--clip", "0"], 2, "x>0"),
        (["none.jsonl", "--run", "none.gz"], 1, "none.gz"),
    ],
)
def test_a_wrong_call_says_how_to_call(arguments: list[str], status: int, said: str):
    """In one line, without a traceback."""
    result = run(*arguments)

    assert result.exit_code == status
    assert said in result.output


@pytest.mark.parametrize("curve", ["1,.6,0,.3", "1,.6,.4", "1,.6,.4,3"])
def test_a_curve_that_does_not_fit_is_refused(log: Path, lists: Path, curve: str):
    """With the position at fault."""
    result = run(log, "--run", lists, "--examination", curve)

    assert result.exit_code == 1
    assert "Error: " in result.output
    assert "position" in result.output


def test_a_folder_without_catalogue_is_refused(tmp_path: Path, log: Path, lists: Path):
    """Rather than taking every article for deleted; nothing is written there."""
    (tmp_path / "empty").mkdir()
    result = run(log, "--run", lists, "--home", tmp_path / "empty")

    assert result.exit_code == 1
    assert "holds no catalogue" in result.output
    assert not list((tmp_path / "empty").iterdir())
