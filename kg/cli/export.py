"""`kg export`: a store in another format."""

from pathlib import Path

import click

from kg.cli.options import opened, store_option


@click.command(name="export")
@click.argument("format_name", metavar="FORMAT")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="File to write.")
@click.option("--title", help="Title of the page (html). [default: main actors, documents, languages]")
@store_option
def command(format_name: str, output: Path, title: str | None, where: str) -> None:
    """Write a store as html, jsonl or turtle.

    \b
    kg export turtle --store out/store -o graph.ttl
    kg export jsonl --store out/store -o statements.jsonl
    kg export html --store out/store -o graph.html --title "US and Japan"
    """
    from kg.cli.outputs import write_output  # noqa: PLC0415 - `kg --help` answers at once
    from kg.export import check_format  # noqa: PLC0415

    check_format(format_name)
    with opened(where) as store:
        view, base_iri = store.view(with_text=False), store.base_iri
    write_output(format_name, view, output, base_iri=base_iri, title=title)
