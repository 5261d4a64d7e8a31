"""`kg rename`: another key for a document."""

import click

from kg.cli.options import opened, store_option


@click.command(name="rename")
@click.argument("document")
@click.argument("key")
@store_option
def command(document: str, key: str, where: str) -> None:
    """Give a document another key.

    As if it had been built under that one: DOCUMENT is a key or a path, KEY the new key. The files beside the store are
    made again by `kg export`.

    \b
    kg rename seeds/002_10e867167bf1a90e.txt seeds/tokyo.txt --store out/store
    """
    from kg.cli.naming import one_key  # noqa: PLC0415 - `kg --help` answers at once
    from kg.cli.tables import one_line  # noqa: PLC0415
    from kg.ontology import load_ontology  # noqa: PLC0415
    from kg.rdf import renamed  # noqa: PLC0415
    from kg.sources import check_key  # noqa: PLC0415

    with opened(where, read_only=False) as store:
        former, new = one_key(document, store), check_key(key)
        symmetric = {name for name, predicate in load_ontology().predicates.items() if predicate.symmetric}
        (testimony,) = store.testimonies([former])
        store.replace(renamed(testimony, new, symmetric=symmetric), instead_of=former)
        click.echo(f"renamed {one_line(former)} to {one_line(new)}", err=True)
