"""`recommender decisions`: what editors decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import click

from recommender.commands.context import as_json, common_options, id_of, open_services, print_json

if TYPE_CHECKING:
    from index.store import Decision


@click.command("decisions", short_help="List what editors decided, or export it.")
@click.argument("page", required=False)
@click.option(
    "--export",
    type=click.File("w", encoding="utf-8", atomic=True),
    metavar="FILE",
    help="Write them to FILE as JSON Lines, '-' for standard output.",
)
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, page: str | None, export: TextIO | None, as_json: bool) -> None:
    """List every decision in order, those taken back, too; for PAGE those that hold.

    PAGE is an article's id or url. An exported file, as decisions.jsonl in a folder beside the
    articles.jsonl that it is about, is a dataset to evaluate with: 'recommender-eval datasets
    --help' says how.
    """
    from recommender.api.decision_wire import DecisionOut
    from recommender.decisions import standing_under

    services = open_services(ctx)
    store = services.catalog.store
    found = standing_under(store, id_of(services, page)) if page else store.decisions.all()
    written = [DecisionOut.of(decision) for decision in found]
    if export is not None:
        export.writelines(f"{each.model_dump_json()}\n" for each in written)
        click.echo(f"{len(written)} decisions exported", err=True)
    elif as_json:
        print_json([each.model_dump(mode="json") for each in written])
    else:
        _print(found)


def _print(decisions: list[Decision]) -> None:
    if not decisions:
        click.echo("no decisions; 'recommender decide --help' tells how to make one", err=True)
    for each in decisions:
        place = f" at {each.position}" if each.position else ""
        by = f"  by {each.by}" if each.by else ""
        click.echo(
            f"{each.number:>6}  {each.at:%Y-%m-%d %H:%M}  {each.verdict}{place}  "
            f"{each.article}  under {each.seed}{by}"
        )
        if each.note:
            click.secho(f"        {' '.join(each.note.split())}", dim=True)
