"""`kg remove`: documents out of a store."""

import click

from kg.cli.options import opened, store_option


@click.command(name="remove")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@store_option
def command(documents: tuple[str, ...], where: str) -> None:
    """Remove documents from a store.

    DOCUMENT is a key or a path; what the other documents say stays. A JSON Lines file stands for all its records.
    Nothing is removed when one of the documents is unknown. The files
    beside the store are made again by `kg export`.

    \b
    kg remove seeds/002_10e867167bf1a90e.txt --store out/store
    """
    from kg.cli.naming import keys_of  # noqa: PLC0415 - `kg --help` answers at once
    from kg.cli.tables import one_line  # noqa: PLC0415

    with opened(where, read_only=False) as store:
        for key in keys_of(documents, store):
            store.remove(key)
            click.echo(f"removed {one_line(key)}", err=True)
