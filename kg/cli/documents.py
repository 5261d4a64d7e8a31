"""`kg documents`: what is in a store."""

import click

from kg.cli.options import opened, store_option


@click.command(name="documents")
@store_option
def command(where: str) -> None:
    """List the documents of a store.

    With language, number of statements, date, publisher and title.

    \b
    kg documents --store out/store
    """
    from kg.cli.tables import table  # noqa: PLC0415 - `kg --help` answers at once

    with opened(where) as store:
        rows = [
            (
                (document := testimony.document).key,
                document.lang,
                f"{len(testimony.statements)}",
                document.published or "",
                document.publisher or "",
                document.title or "",
            )
            for testimony in store.testimonies(with_text=False)
        ]
    click.echo(table(("document", "language", "statements", "published", "publisher", "title"), rows))
