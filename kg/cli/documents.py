"""`kg documents`: what is in a store."""

import click

from kg.cli.options import opened, store_option


@click.command(name="documents")
@store_option
def command(where: str) -> None:
    """List the documents of a store: key, language, date, publisher, title.

    \b
    kg documents --store out/store
    """
    from kg.cli.tables import table  # noqa: PLC0415 - `kg --help` answers at once

    with opened(where) as store:
        rows = [
            (each.key, each.lang, each.published or "", each.publisher or "", each.title or "")
            for each in store.documents()
        ]
    click.echo(table(("document", "language", "published", "publisher", "title"), rows))
