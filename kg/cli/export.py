"""`kg export`: a store in another format."""

from pathlib import Path

import click

from kg.cli.options import opened, store_option


@click.command(name="export")
@click.argument("format_name", metavar="FORMAT")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="File to write.")
@click.option("--title", help="Title of the page (html).")
@store_option
def command(format_name: str, output: Path, title: str | None, where: str) -> None:
    """Write the whole store as FORMAT: html, jsonl or turtle.

    \b
    kg export turtle --store out/store -o graph.ttl
    kg export jsonl --store out/store -o statements.jsonl
    kg export html --store out/store -o graph.html --title "US and Japan"
    """
    from kg.export import check_format, export  # noqa: PLC0415 - `kg --help` answers at once

    check_format(format_name)
    with opened(where) as store:
        export(format_name, store.view(with_text=False), output, base_iri=store.base_iri, title=title)
