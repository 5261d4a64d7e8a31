"""`kg export`: a store in another format."""

from functools import partial
from pathlib import Path

import click

from kg.cli.options import opened, store_option
from kg.cli.selecting import Choice, selection_options


@click.command(name="export")
@click.argument("format_name", metavar="FORMAT")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="File to write.")
@click.option("--title", help="Title of the page (html). [default: main actors, documents, languages]")
@click.option("--model", metavar="simple|full", help="Nodes of a property graph (cypher, neo4j-csv). [default: simple]")
@selection_options
@store_option
def command(
    format_name: str, *, output: Path, title: str | None, model: str | None, choice: Choice, where: str
) -> None:
    """Write a store in another format.

    \b
    html                        the page
    turtle (ttl), prov, rdf12   what the documents say, merged; PROV-O alone; triple terms of RDF 1.2
    nq, trig, jsonld            each document's named graph, with its text
    jsonl, csv, parquet         statements; plover: events
    gexf, gexf-pairs, graphml   for Gephi and the like; one edge a statement, or one a pair
    cypher, neo4j-csv, kgx      property graphs; the last two are folders

    Everything but pages and graphs to draw is written without holding the graph in memory.

    \b
    kg export turtle --store out/store -o graph.ttl
    kg export nq --store out/store -o backup.nq
    kg export jsonl --store out/store -o statements.jsonl
    kg export html --store out/store -o graph.html --title "US and Japan"
    kg export gexf --store out/store -o states.gexf --roll-up states --status actual,planned
    kg export csv --store out/store -o sure.csv --min-confidence 0.6
    """
    from kg.cli.copying import copies_of, index_of  # noqa: PLC0415 - `kg --help` answers at once
    from kg.cli.outputs import write_selected  # noqa: PLC0415
    from kg.export import check_format  # noqa: PLC0415

    check_format(format_name)
    with opened(where) as store:
        copies = partial(copies_of, store=store, place=index_of(where))
        write_selected(choice.of(store), format_name, output, copies=copies, title=title, model=model)
