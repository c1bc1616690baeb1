"""`recommender changes`: which pages' lists have changed."""

from __future__ import annotations

import click

from recommender.commands.context import as_json, common_options, open_services, print_json


@click.command("changes", short_help="List the pages whose related stories changed.")
@click.option(
    "--after", metavar="CURSOR", help="Where the last answer ended.  [default: the beginning]"
)
@click.option("--limit", type=int, default=1_000, help="Most pages to list.  [default: 1000]")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, after: str | None, limit: int, as_json: bool) -> None:
    """List the pages whose related stories changed, in the order in which it was noticed.

    Each page stands there once, with its latest change; without --after, all pages do. The last
    line is the cursor to go on from. What was published, withdrawn or decided since the last look
    is looked at first, which takes a while in a large catalogue that was never looked at. GET
    /v1/changes answers the same.
    """
    from recommender.changes.feed import batch_after
    from recommender.changes.wire import ChangesOut
    from recommender.commands.catching_up import catch_up

    services = open_services(ctx)
    # a cursor that is of no use is told at once
    batch_after(services.catalog.store.list_changes, after, limit)
    catch_up(services, as_json)
    found = ChangesOut.of(batch_after(services.catalog.store.list_changes, after, limit))
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    for each in found.changes:
        where = each.url or ""
        click.echo(f"{each.at:%Y-%m-%d %H:%M:%S}  {each.change:<7}  {each.id}  {where}".rstrip())
    more = ", and there are more" if found.more else ""
    click.echo(f"{len(found.changes)} pages{more}; go on with --after {found.next}", err=True)
