"""`kg show`: all that is said about one entity, with the words that say it."""

import click

from kg.cli.options import opened, store_option


@click.command(name="show")
@click.argument("entity", metavar="ENTITY")
@store_option
def command(entity: str, where: str) -> None:
    """Show what is said about an entity.

    And what it says itself, with sentence, file and offsets. ENTITY is an id (state/JPN, also state:JPN or its IRI)
    or any name in the documents, in any case. What most words
    support comes first.

    \b
    kg show Japan
    kg show state/CHN --store out/store
    """
    from kg.cli.showing import written  # noqa: PLC0415 - `kg --help` answers at once

    with opened(where) as store:
        statements, base_iri = store.view(with_text=False).statements, store.base_iri
    click.echo(written(entity, statements, base_iri=base_iri), nl=False)
