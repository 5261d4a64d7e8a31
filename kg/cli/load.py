"""`kg load`: a store into a running database."""

import click

from kg.cli.options import opened, store_option
from kg.cli.selecting import Choice, selection_options


@click.group(name="load")
def command() -> None:
    """Load a store into a running database.

    \b
    kg load neo4j bolt://localhost:7687
    """


@command.command(name="neo4j")
@click.argument("url")
@click.option("--database", metavar="NAME", help="Database of the server. [default: NEO4J_DATABASE, else its own]")
@click.option("--model", default="simple", metavar="simple|full", show_default=True, help="Nodes: entities, or all.")
@click.option("--delete-missing", is_flag=True, help="Delete what geokg loaded before and this store lacks.")
@selection_options
@store_option
def neo4j(url: str, database: str | None, model: str, *, delete_missing: bool, choice: Choice, where: str) -> None:
    """Load a store into Neo4j.

    Loading again changes nothing. User and password come from NEO4J_USERNAME and NEO4J_PASSWORD. `simple` has a node
    for every entity and a relationship for every statement; `full` also nodes for statements, evidence, documents and
    runs. Nodes of others, and what others add to ours, are left alone.

    \b
    export NEO4J_USERNAME=neo4j NEO4J_PASSWORD=...
    kg load neo4j bolt://localhost:7687 --store out/store
    kg load neo4j neo4j+s://example.databases.neo4j.io --model full --delete-missing
    """
    from tqdm import tqdm  # noqa: PLC0415 - `kg --help` answers at once

    from kg.export.bolt import load  # noqa: PLC0415
    from kg.export.bolt import opened as server_at  # noqa: PLC0415
    from kg.export.property_graph import check_model  # noqa: PLC0415
    from kg.export.viewing import streamed  # noqa: PLC0415
    from kg.ontology import load_ontology  # noqa: PLC0415

    check_model(model)
    with (
        opened(where) as store,
        streamed(choice.of(store)) as view,
        server_at(url, database=database) as server,
        tqdm(desc="loaded", unit="", disable=None, leave=False) as bar,
    ):
        done = load(
            server, view, ontology=load_ontology(), model=model, delete_missing=delete_missing, progress=bar.update
        )
    gone = f"; deleted {done.deleted_nodes} nodes, {done.deleted_links} relationships" if delete_missing else ""
    click.echo(f"merged {done.nodes} nodes, {done.links} relationships{gone}", err=True)
