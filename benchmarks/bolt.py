"""Loading 20,000 relations over Bolt, against the bare driver with the same rows in batches written by hand.

Both write to an empty ArcadeDB of their own; making the rows from statements counts for us alone. What each run counts
afterwards must be equal, and equal again after a second load.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase

from benchmarks.library import library
from benchmarks.measuring import seconds, told
from kg.export import bolt
from kg.export.property_graph import links_of, nodes_of
from kg.model import GraphView
from kg.ontology import load_ontology
from kg.rdf import merge
from tests.servers import BOLT_PASSWORD, arcadedb

MOST = 2.0
"""Times the seconds of the bare driver."""
RELATIONS = 20_000
BATCH = 1_000


def run(folder: Path, documents: int) -> None:  # noqa: ARG001 - what every benchmark takes
    """Load by hand, then with `kg`, each into its own server; the ratio of the seconds."""
    view = merge(library(RELATIONS // 50))
    os.environ.update({bolt.USER: "root", bolt.PASSWORD: BOLT_PASSWORD, bolt.DATABASE: "kg"})
    nodes, links = _rows(view)
    by_hand, counted = _timed(lambda url: _by_hand(url, nodes, links))
    ours, found = _timed(lambda url: _ours(url, view))
    assert counted == found, (counted, found)
    told(f"kg load neo4j of {len(view.statements)} relations, by the bare driver", [ours], [by_hand], most=MOST)


def _timed(load: Any) -> tuple[float, tuple[int, int]]:  # noqa: ANN401 - a function of a URL
    with tempfile.TemporaryDirectory() as place, arcadedb(Path(place)) as url:
        took = seconds(lambda: load(url))
        counts = _counts(url)
        load(url)
        assert _counts(url) == counts
        return took, counts


def _ours(url: str, view: GraphView) -> None:
    with bolt.opened(url) as server:
        bolt.load(server, view, ontology=load_ontology())


def _driver(url: str) -> Driver:
    return GraphDatabase.driver(url, auth=("root", BOLT_PASSWORD))


def _counts(url: str) -> tuple[int, int]:
    with _driver(url) as driver:
        found = [
            driver.execute_query(query, database_="kg").records[0][0]
            for query in ("MATCH (n) RETURN count(n)", "MATCH ()-[r]->() RETURN count(r)")
        ]
    return found[0], found[1]


def _rows(view: GraphView) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """The rows that `kg` sends, by label and by type."""
    ontology = load_ontology()
    nodes: dict[str, list[Any]] = {}
    for node in nodes_of(view, ontology, model="simple"):
        nodes.setdefault(node.labels[1], []).append({"id": node.id, "properties": dict(node.properties)})
    links: dict[str, list[Any]] = {}
    for link in links_of(view, ontology, model="simple"):
        row = {"id": link.id, "a": link.start, "b": link.end, "properties": dict(link.properties)}
        links.setdefault(link.type, []).append(row)
    return nodes, links


def _by_hand(url: str, nodes: dict[str, list[Any]], links: dict[str, list[Any]]) -> None:
    with _driver(url) as driver, driver.session(database="kg") as session:
        session.run("CREATE CONSTRAINT entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE").consume()
        for label, rows in nodes.items():
            _send(session, f"MERGE (n:Entity:{label} {{id: row.id}}) SET n += row.properties", rows)
        for type_, rows in links.items():
            ends = "MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b})"
            _send(session, f"{ends} MERGE (a)-[r:{type_} {{id: row.id}}]->(b) SET r += row.properties", rows)


def _send(session: Any, command: str, rows: list[Any]) -> None:  # noqa: ANN401 - a session of the driver
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        session.execute_write(_sent, f"UNWIND $rows AS row {command}", batch)


def _sent(transaction: Any, command: str, rows: list[Any]) -> None:  # noqa: ANN401 - a transaction of the driver
    transaction.run(command, rows=rows).consume()
