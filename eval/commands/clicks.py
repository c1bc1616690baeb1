"""`recommender-eval clicks`: what clicks on the lists of the past say about others."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from recommender.commands.context import as_json, print_json

Facts: TypeAlias = dict[str, str | float]

if TYPE_CHECKING:
    from eval.clicks.evaluation import Evaluation
    from eval.clicks.log import ClickLog
    from eval.runs.run import Lists


def _numbers(
    ctx: click.Context,  # noqa: ARG001
    option: click.Parameter,  # noqa: ARG001
    value: str | None,
) -> list[float] | None:
    try:
        return None if value is None else [float(number) for number in value.split(",")]
    except ValueError:
        raise click.BadParameter(f"{value!r} is not numbers with commas, like 1,.6,.4") from None


@click.command("clicks", short_help="What a click log says about other lists.")
@click.argument("log", type=click.Path(path_type=Path), required=False)
@click.option(
    "--run", "run", type=click.Path(path_type=Path), help="Recorded run, or a TREC run file (.gz)."
)
@click.option(
    "--examination",
    callback=_numbers,
    metavar="1,.6,...",
    help="How likely a reader looks at each position.  [default: estimated from the log]",
)
@click.option(
    "--clip",
    type=click.FloatRange(0, min_open=True),
    default=10.0,
    show_default=True,
    help="Largest weight of a click in clipped_ips.",
)
@click.option(
    "--home",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the catalogue; tells which articles of the log are deleted.",
)
@click.option("--simulate", type=click.IntRange(2), help="Try it on simulated page views instead.")
@as_json
def command(
    log: Path | None,
    run: Path | None,
    examination: list[float] | None,
    clip: float,
    home: Path | None,
    simulate: int | None,
    as_json: bool,
) -> None:
    """Estimate how many clicks a run's lists would have got, from the LOG of other lists.

    LOG has one page view a line, plain or compressed; docs/clicks.md describes it and how to read
    the result.
    """
    if simulate is not None:
        if log or run or examination or home:
            raise click.UsageError("--simulate makes its own log; leave out LOG and other options")
        facts, evaluation = _simulated(simulate, clip)
    elif log is None or run is None:
        raise click.UsageError("give LOG and --run, or --simulate")
    else:
        facts = {"log": str(log), "run": str(run)}
        evaluation = _evaluated(log, _lists(run), examination, clip, home)
    (_print_json if as_json else _print_text)(facts, evaluation)


def _print_json(facts: Facts, evaluation: Evaluation) -> None:
    print_json({**facts, **asdict(evaluation)})


def _print_text(facts: Facts, evaluation: Evaluation) -> None:
    from eval.clicks.report import as_text

    for name, value in facts.items():
        click.echo(f"{name.replace('_', ' ')}: {value}")
    click.echo(as_text(evaluation))


def _simulated(views: int, clip: float) -> tuple[Facts, Evaluation]:
    import numpy as np

    from eval.clicks.evaluation import evaluate
    from eval.clicks.examination import given_examination
    from eval.clicks.simulator import simulate

    rng = np.random.default_rng(0)
    simulation = simulate(rng)
    log, examination = simulation.log(views, rng), given_examination(simulation.curve.tolist())
    evaluation = evaluate(log, simulation.target_lists, examination, clip)
    return {"true_value": round(simulation.true_value, 4)}, evaluation


def _lists(run: Path) -> Lists:
    from eval.runs.folder import load
    from eval.runs.trec import read_lists

    return load(run).lists if run.is_dir() else read_lists(run)


def _evaluated(
    path: Path, lists: Lists, curve: list[float] | None, clip: float, home: Path | None
) -> Evaluation:
    from dataclasses import replace

    from eval.clicks.deleted import without_deleted
    from eval.clicks.evaluation import evaluate
    from eval.clicks.examination import estimate_examination, given_examination
    from eval.clicks.log import read_log

    log, gone = read_log(path), tuple[str, ...]()
    if home is not None:
        log, gone = without_deleted(log, _known(log, home))
    examination = given_examination(curve) if curve is not None else estimate_examination(log)
    evaluation = evaluate(log, lists, examination, clip)
    return replace(evaluation, warnings=(*gone, *evaluation.warnings))


def _known(log: ClickLog, home: Path) -> set[str]:
    from index.errors import StoreUnavailable
    from index.store import Store
    from recommender.bootstrap import STORE_FILE

    if not (home / STORE_FILE).exists():
        raise StoreUnavailable(f"{str(home)!r} holds no catalogue; give the folder of one")
    store = Store(home / STORE_FILE)
    try:
        return set(store.known([*log.seeds, *log.articles]))
    finally:
        store.close()
