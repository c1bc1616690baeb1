"""`recommender-eval relations`: does the engine say rightly how two stories relate?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, print_json

if TYPE_CHECKING:
    from eval.relations.pairs import Part


@click.command("relations", short_help="How well relations between stories are told apart.")
@click.option(
    "--part", type=click.Choice(["development", "test"]), default="test", show_default=True,
    help="Which labelled pairs; weights were fitted to those for development.",
)  # fmt: skip
@click.option("--fit", is_flag=True, help="Print the weights that fit the pairs for development.")
@as_json
def command(part: Part, fit: bool, as_json: bool) -> None:
    """Compare what the engine says of labelled pairs with what they are.

    The pairs are of invented articles in 16 languages that come with the program. Baselines say the
    commonest relation of all pairs, or go by dates alone. Intervals are drawn by thread of news.

    After a change to vectors, signatures or scores, put what --fit prints into
    recommender/relations.py.
    """
    from eval.relations.report import fit_weights, measure_relations
    from eval.relations.text import lines_of

    if fit:
        click.echo(fit_weights())
        return
    found = measure_relations(part)
    if as_json:
        print_json(asdict(found))
    else:
        click.echo("\n".join(lines_of(found)))
