"""A view as a Cypher script for `cypher-shell` and Neo4j Browser, which may run twice with the same result.

Constraints first, then nodes and relationships by `MERGE` on their id, a hundred to a command. All that documents say
stands in string literals, every character that could end one escaped; labels and types are of the closed vocabulary.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.export.property_graph import LABELS, Link, Model, Node, Property, check_model, links_of, nodes_of
from kg.export.whole import whole_file
from kg.model import View
from kg.ontology import Ontology

AT_ONCE = 100
"""Rows of one command."""
_SHORT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def write(view: View, path: Path, *, ontology: Ontology, model: str = "simple") -> None:
    """Write the script; a UsageError for an unknown model."""
    chosen = check_model(model)
    with whole_file(path) as stream:
        for line in _lines(view, ontology, chosen):
            stream.write(f"{line}\n".encode())


def constraints(model: Model) -> list[str]:
    """Commands that make ids unique, and with it found at once."""
    labels = LABELS if model == "full" else LABELS[:1]
    return [
        f"CREATE CONSTRAINT geokg_{label.lower()}_id IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE"
        for label in labels
    ]


def merging_nodes(labels: Sequence[str]) -> str:
    """What follows `UNWIND ... AS row` for nodes; what others have added to a node stays."""
    return f"MERGE (n:{':'.join(f'`{label}`' for label in labels)} {{id: row.id}}) SET n += row.properties"


def merging_links(type_: str, joins: tuple[str, str]) -> str:
    """What follows `UNWIND ... AS row` for relationships of one type."""
    return (
        f"MATCH (a:`{joins[0]}` {{id: row.from_id}}) MATCH (b:`{joins[1]}` {{id: row.to_id}}) "
        f"MERGE (a)-[r:`{type_}` {{id: row.id}}]->(b) SET r += row.properties"
    )


def literal(value: Property) -> str:
    """A value in Cypher."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    return "null" if value is None else repr(value)


def _text(text: str) -> str:
    """A string literal. A backslash before u is cut off: Neo4j reads `\\u` before it reads `\\\\`."""
    written = "".join(_SHORT.get(char) or (char if char.isprintable() else _escape(char)) for char in text)
    return f"'{written}'".replace("\\\\u", "\\\\' + 'u")


def _escape(char: str) -> str:
    """A character that does not show, as UTF-16 units."""
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _lines(view: View, ontology: Ontology, model: Model) -> Iterator[str]:
    yield "// Relations between actors, made by geokg. Running it again changes nothing."
    for command in constraints(model):
        yield f"{command};"
    nodes = ((merging_nodes(node.labels), _row(node)) for node in nodes_of(view, ontology, model=model))
    yield from _commands(nodes)
    links = ((merging_links(link.type, link.joins), _row(link)) for link in links_of(view, ontology, model=model))
    yield from _commands(links)


def _row(what: Node | Link) -> str:
    ends = f", from_id: {_text(what.start)}, to_id: {_text(what.end)}" if isinstance(what, Link) else ""
    told = ", ".join(f"{name}: {literal(value)}" for name, value in what.properties.items() if value not in (None, []))
    return f"{{id: {_text(what.id)}{ends}, properties: {{{told}}}}}"


def _commands(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """One command for up to so many rows that are merged alike, in the order in which each kind is full."""
    waiting: dict[str, list[str]] = {}
    for merging, row in rows:
        alike = waiting.setdefault(merging, [])
        alike.append(row)
        if len(alike) == AT_ONCE:
            yield _command(merging, waiting.pop(merging))
    for merging in sorted(waiting):
        yield _command(merging, waiting[merging])


def _command(merging: str, rows: list[str]) -> str:
    listed = ",\n  ".join(rows)
    return f"UNWIND [\n  {listed}\n] AS row\n{merging};"
