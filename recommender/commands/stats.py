"""`recommender stats`: what the catalogue holds."""

import click

from recommender.commands.context import as_json, common_options, open_services, print_json


@click.command("stats", short_help="Show what the catalogue holds.")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Show what the catalogue holds: articles by language and section, model, size on disk."""
    services = open_services(ctx)
    store, home = services.catalog.store, services.settings.home
    position = store.position()
    statistics = {
        "home": str(home.resolve()),
        "articles": store.count(),
        "languages": store.count_by("language"),
        "sections": store.count_by("section"),
        "model_id": position.model_id,
        "configured_model_id": services.catalog.model_id,
        "last_change": position.change,
        "bytes_on_disk": sum(file.stat().st_size for file in home.rglob("*") if file.is_file()),
    }
    if as_json:
        print_json(statistics)
    else:
        for name, value in statistics.items():
            shown = (
                ", ".join(f"{k or 'none'} {v}" for k, v in value.items())
                if isinstance(value, dict)
                else value
            )
            click.echo(f"{name.replace('_', ' '):>20}  {shown}")
