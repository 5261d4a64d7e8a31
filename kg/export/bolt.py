"""A view into a running Neo4j, or any server that speaks Bolt, through the official driver (extra `neo4j`).

Nodes and relationships are merged by id in batches, so that loading again changes nothing and a batch may be sent
twice when the connection breaks. What others have added to a node stays.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from kg.errors import StoreError, UsageError
from kg.export.cypher import constraints, merging_links, merging_nodes
from kg.export.property_graph import LABELS, ORIGIN, Link, Node, check_model, links_of, nodes_of, types_of
from kg.model import View
from kg.ontology import Ontology

AT_ONCE = 1000
"""Rows of one batch."""
TRIES = 5
USER, PASSWORD, DATABASE = "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many nodes and relationships were merged, and how many of a former load are gone."""

    nodes: int
    links: int
    deleted_nodes: int = 0
    deleted_links: int = 0


@contextmanager
def opened(url: str, *, database: str | None = None) -> "Iterator[Server]":
    """A server by URL; user, password and database come from the environment.

    A UsageError for a wrong URL, a password in it, or where the driver is not installed; a StoreError where the server
    does not answer or refuses.
    """
    driver_of, errors = _driver()
    if url.partition("://")[0] not in SCHEMES:
        raise UsageError(f"{url}: no address of Neo4j; allowed: bolt://HOST:PORT, neo4j://HOST, neo4j+s://HOST")
    if "@" in url.partition("://")[2]:
        raise UsageError(f"a password in the URL would be seen by others; {USER} and {PASSWORD} are allowed")
    user = os.environ.get(USER)
    account = (user, os.environ.get(PASSWORD, "")) if user else None
    with told(url, errors), driver_of(url, auth=account, max_transaction_retry_time=0) as driver:
        yield Server(driver, database or os.environ.get(DATABASE), errors)


def _driver() -> tuple[Any, Any]:
    try:
        from neo4j import GraphDatabase, exceptions  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError("neo4j: the driver is not installed; pip install 'geokg[neo4j]' is allowed") from error
    return GraphDatabase.driver, exceptions


@contextmanager
def told(url: str, errors: Any) -> Iterator[None]:  # noqa: ANN401 - the module is imported when used
    """What the driver complains of as one line."""
    try:
        yield
    except (errors.DriverError, errors.Neo4jError) as error:
        reason = " ".join(str(getattr(error, "message", None) or error).split())
        raise StoreError(f"{url}: {reason or type(error).__name__}") from error


class Server:
    """A server that takes commands with rows."""

    def __init__(self, driver: Any, database: str | None, errors: Any) -> None:  # noqa: ANN401 - as above
        self._driver = driver
        self._database = database
        self._again = Retrying(
            retry=retry_if_exception_type((errors.ServiceUnavailable, errors.SessionExpired, errors.TransientError)),
            wait=wait_exponential(multiplier=0.2, max=10),
            stop=stop_after_attempt(TRIES),
            reraise=True,
        )

    def run(self, command: str, **parameters: object) -> list[Any]:
        """The records of a command, which is sent again while the server is out of reach or busy."""
        answer = self._again(self._driver.execute_query, command, parameters_=parameters, database_=self._database)
        records: list[Any] = answer.records
        return records


def load(
    server: Server,
    view: View,
    *,
    ontology: Ontology,
    model: str = "simple",
    delete_missing: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Loaded:
    """Merge a view into a server; with `delete_missing` what geokg has loaded before and the view lacks goes.

    `progress` is told how many nodes or relationships each batch had. Only nodes with `origin` geokg, and what joins
    them, are ever deleted.
    """
    chosen = check_model(model)
    for command in constraints(chosen):
        server.run(command)
    nodes = _Sent(nodes_of(view, ontology, model=chosen))
    for labels, batch in _batches(nodes, lambda node: node.labels):
        server.run(f"UNWIND $rows AS row {merging_nodes(labels)}", rows=[_node_row(node) for node in batch])
        progress(len(batch))
    links = _Sent(links_of(view, ontology, model=chosen))
    for (type_, joins), batch in _batches(links, lambda link: (link.type, link.joins)):
        server.run(f"UNWIND $rows AS row {merging_links(type_, joins)}", rows=[_link_row(link) for link in batch])
        progress(len(batch))
    gone = _delete(server, ontology, nodes.ids, links.ids) if delete_missing else (0, 0)
    return Loaded(nodes.count, links.count, *gone)


class _Sent:
    """What passes by on its way to the server, its ids remembered by label or type."""

    def __init__(self, things: Iterable[Any]) -> None:
        self._things = things
        self.ids: dict[str, set[str]] = {}
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for thing in self._things:
            self.ids.setdefault(thing.type if isinstance(thing, Link) else thing.labels[0], set()).add(thing.id)
            self.count += 1
            yield thing


def _batches(things: Iterable[Any], alike: Callable[[Any], Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Things that one command merges, up to so many at once."""
    waiting: dict[Any, list[Any]] = {}
    for thing in things:
        key = alike(thing)
        batch = waiting.setdefault(key, [])
        batch.append(thing)
        if len(batch) == AT_ONCE:
            yield key, waiting.pop(key)
    for key in sorted(waiting):
        yield key, waiting[key]


def _node_row(node: Node) -> dict[str, object]:
    return {"id": node.id, "properties": dict(node.properties)}


def _link_row(link: Link) -> dict[str, object]:
    return {"id": link.id, "from_id": link.start, "to_id": link.end, "properties": dict(link.properties)}


def _delete(
    server: Server, ontology: Ontology, nodes: Mapping[str, set[str]], links: Mapping[str, set[str]]
) -> tuple[int, int]:
    """Delete what a former load left; gives the numbers of nodes and relationships."""
    gone_links = 0
    for type_, (start, end) in types_of(ontology).items():
        pattern = f"(a:`{start}`)-[r:`{type_}`]->(b:`{end}`)"
        found = server.run(
            f"MATCH {pattern} WHERE a.origin = $origin AND b.origin = $origin AND r.id IS NOT NULL "
            "RETURN r.id AS id, a.id AS from_id",
            origin=ORIGIN,
        )
        gone = [dict(each) for each in found if each["id"] not in links.get(type_, ())]
        for rows in _some(gone):
            server.run(
                f"UNWIND $rows AS row MATCH (a:`{start}` {{id: row.from_id}})-[r:`{type_}`]->(b:`{end}`) "
                "WHERE r.id = row.id DELETE r",
                rows=rows,
            )
        gone_links += len(gone)
    return sum(_delete_nodes(server, label, nodes.get(label, set())) for label in LABELS), gone_links


def _delete_nodes(server: Server, label: str, kept: set[str]) -> int:
    found = server.run(f"MATCH (n:`{label}`) WHERE n.origin = $origin RETURN n.id AS id", origin=ORIGIN)
    gone = [dict(each) for each in found if each["id"] not in kept]
    for rows in _some(gone):
        server.run(f"UNWIND $rows AS row MATCH (n:`{label}` {{id: row.id}}) DETACH DELETE n", rows=rows)
    return len(gone)


def _some(rows: list[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    for at in range(0, len(rows), AT_ONCE):
        yield rows[at : at + AT_ONCE]
