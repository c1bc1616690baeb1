"""`recommender rebuild`: the index, or all vectors, made anew from the store."""

import click

from recommender.commands.context import as_json, common_options, open_services, print_json


@click.command("rebuild", short_help="Make the index, or all vectors, anew from the store.")
@click.option("--encode", is_flag=True, help="Make all vectors anew with the configured model.")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, encode: bool, as_json: bool) -> None:
    """Build the index anew from the store, which holds every article and its vector.

    Articles that an earlier version has left without a signature of their terms get one.

    With --encode, first give every article a vector of the configured model: this is how a
    catalogue moves to another model. Until all are made the old ones answer, and what is done
    stays done if it is interrupted. Restart running servers afterwards.
    """
    from tqdm import tqdm

    services = open_services(ctx)
    encoded = 0
    for _ in services.catalog.sign_missing():
        pass
    if encode:
        with tqdm(total=services.catalog.store.count(), unit=" articles", disable=as_json) as bar:
            for done in services.catalog.encode_anew():
                encoded += done
                bar.update(done)
    indexed = services.catalog.index.rebuild()
    if as_json:
        print_json({"encoded": encoded, "indexed": indexed, "model_id": services.catalog.model_id})
    else:
        click.echo(f"{encoded} encoded, {indexed} indexed as {services.catalog.model_id}")
