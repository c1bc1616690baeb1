"""`recommender stories`: which articles were found to tell the same."""

import click

from recommender.commands.context import as_json, common_options, open_services, print_json


@click.command("stories", short_help="List articles that were found to tell the same story.")
@click.option("-n", "most", type=click.IntRange(1), default=50, help="How many.  [default: 50]")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, most: int, as_json: bool) -> None:
    """List copies and translations that nobody declared, least sure first.

    Each line says why two articles were taken for one story, of which a list shows one: as a
    duplicate, by the share of words, or as a translation, by the logarithm of the odds. Declare a
    translation_key where one is wrong; infer_stories = false turns all of it off, and
    'recommender rebuild --stories' begins again.
    """
    found = open_services(ctx).catalog.store.stories.inferred()[:most]
    if as_json:
        print_json([{name: getattr(each, name) for name in each.__slots__} for each in found])
        return
    for each in found:
        click.echo(f"{each.origin:>12} {each.score:6.2f}  {each.id}  =  {each.like}")
    if not found:
        click.echo("no articles were found to tell the same as others")
