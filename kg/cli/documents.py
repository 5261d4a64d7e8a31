"""`kg documents`: what is in a store."""

import click

from kg.cli.options import opened, store_option


@click.command(name="documents")
@store_option
def command(where: str) -> None:
    """List the documents of a store.

    With language, number of statements, date, publisher and title; where one has the text of another, or nearly so,
    also of which. Such a document keeps its own graph, but is no further source.

    \b
    kg documents --store out/store
    """
    from kg.cli.copying import copies_of, index_of  # noqa: PLC0415 - `kg --help` answers at once
    from kg.cli.tables import table  # noqa: PLC0415

    with opened(where) as store:
        documents, sizes = store.documents(), store.sizes()
        copies = copies_of(documents, store, index_of(where))
    header = ["document", "language", "statements", "published", "publisher", "title"]
    rows = [
        [each.key, each.lang, f"{sizes.get(each.key, 0)}", each.published or "", each.publisher or "", each.title or ""]
        for each in documents
    ]
    if any(key != first for key, first in copies.items()):
        header.append("same text as")
        for row in rows:
            row.append("" if copies[row[0]] == row[0] else copies[row[0]])
    click.echo(table(header, rows))
