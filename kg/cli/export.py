"""`kg export`: a store in another format."""

from pathlib import Path

import click

from kg.cli.options import confidence_option, opened, store_option


@click.command(name="export")
@click.argument("format_name", metavar="FORMAT")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="File to write.")
@click.option("--title", help="Title of the page (html). [default: main actors, documents, languages]")
@confidence_option
@store_option
def command(format_name: str, output: Path, title: str | None, least: float, where: str) -> None:
    """Write a store in another format.

    html, jsonl and turtle (ttl) merge what the documents say; nq, trig and jsonld have each document's named graph,
    with its text. RDF is written without holding the graph in memory.

    \b
    kg export turtle --store out/store -o graph.ttl
    kg export nq --store out/store -o backup.nq
    kg export jsonl --store out/store -o statements.jsonl
    kg export html --store out/store -o graph.html --title "US and Japan"
    kg export html --store out/store -o sure.html --min-confidence 0.6
    """
    from kg.cli.outputs import page_view, write_output, write_streamed  # noqa: PLC0415 - `kg --help` answers at once
    from kg.errors import UsageError  # noqa: PLC0415
    from kg.export import FORMATS, STREAMED, check_format  # noqa: PLC0415

    check_format(format_name)
    with opened(where) as store:
        format_name = "turtle" if format_name == "ttl" else format_name
        if format_name not in STREAMED or (least and format_name in FORMATS):
            view = store.view(with_text=False)
            view = (page_view(store, view) if format_name == "html" else view).confident(least)
            write_output(format_name, view, output, base_iri=store.base_iri, title=title)
        elif title is not None:
            raise UsageError(f"title {title!a}: {format_name} has none; allowed with html")
        elif least:
            raise UsageError(f"--min-confidence {least}: {format_name} writes all; allowed with {', '.join(FORMATS)}")
        else:
            write_streamed(store, format_name, output)
