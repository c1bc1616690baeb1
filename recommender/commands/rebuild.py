"""`recommender rebuild`: the index, or all vectors, made anew from the store."""

import click

from recommender.commands.context import (
    as_json,
    common_options,
    forget_model,
    open_services,
    print_json,
    show_steps,
)


@click.command("rebuild", short_help="Make the index, or all vectors, anew from the store.")
@click.option("--encode", is_flag=True, help="Make all vectors anew with the configured model.")
@click.option("--stories", is_flag=True, help="Find all stories anew; what editors decided stays.")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, encode: bool, stories: bool, as_json: bool) -> None:
    """Build the index anew from the store, which holds every article and its vector.

    Articles that an earlier version has left without a signature of their words get one, and
    scores are calibrated anew. Copies and translations are looked for where nobody has looked; with
    --stories, what was inferred before is taken back first. Then all shortlists are made anew.

    With --encode, first give every article a vector of the configured model: this is how a
    catalogue moves to another model. Until all are made the old ones answer, and what is done
    stays done if it is interrupted. Restart running servers afterwards.
    """
    if encode:
        forget_model(ctx)
    services = open_services(ctx)
    catalog = services.catalog
    show_steps(catalog.sign_missing(), "signing", catalog.store.count(), as_json)
    encoded = 0
    if encode:
        encoded = show_steps(catalog.encode_anew(), "encoding", catalog.store.count(), as_json)
    indexed = catalog.index.rebuild()
    catalog.calibrator.learn()
    if stories:
        catalog.store.stories.forget()
    show_steps(catalog.find_stories(), "finding stories", catalog.store.count(), as_json)
    show_steps(catalog.relate_all(), "relating", catalog.store.count(), as_json)
    catalog.save()
    if as_json:
        print_json({"encoded": encoded, "indexed": indexed, "model_id": services.catalog.model_id})
    else:
        click.echo(f"{encoded} encoded, {indexed} indexed as {services.catalog.model_id}")
