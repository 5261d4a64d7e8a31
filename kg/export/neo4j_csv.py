"""A view as the tables of `neo4j-admin database import`, the fastest way into an empty Neo4j database.

A folder with one file for each kind of node and of relationship; the first line says the types. Texts are as they are:
the tables are for a program, and nothing is put before a text that a spreadsheet would take for a formula. The parts
of a list are divided by U+001F, which the command must be told (docs/neo4j.md).
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from kg.export.cells import line_of
from kg.export.folder import folder_for
from kg.export.property_graph import LISTS, Link, Node, Property, check_model, links_of, nodes_of, types_of
from kg.export.whole import whole_file
from kg.model import View
from kg.ontology import Ontology

BETWEEN = "\x1f"
_SPANS = tuple(f"{part}_{side}" for part in ("subject", "object", "cue") for side in ("start", "end"))
_WHOLE = ("quad", "sign", "documents", "evidence", "quote_start", "quote_end", "position", *_SPANS)
_NUMBERS: Mapping[str, str] = {**dict.fromkeys(_WHOLE, "long"), "confidence": "double"}


def write(view: View, path: Path, *, ontology: Ontology, model: str = "simple") -> None:
    """Write the tables into a folder; a UsageError for an unknown model."""
    chosen = check_model(model)
    folder = folder_for(path)
    with ExitStack() as files:
        tables = _Tables(folder, files)
        for node in nodes_of(view, ontology, model=chosen):
            tables.add(f"nodes-{node.labels[0].lower()}.csv", _node_cells(node))
        types = types_of(ontology)
        for link in links_of(view, ontology, model=chosen):
            start, end = types[link.type]
            tables.add(f"relationships-{start.lower()}-{end.lower()}.csv", _link_cells(link))


class _Tables:
    """The files of the folder, each opened with its header when the first row comes."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self._folder = folder
        self._files = files
        self._open: dict[str, tuple[BinaryIO, list[str]]] = {}

    def add(self, name: str, cells: Mapping[str, Property]) -> None:
        if name not in self._open:
            stream = self._files.enter_context(whole_file(self._folder / name))
            stream.write((",".join(cells) + "\n").encode())
            self._open[name] = stream, list(cells)
        stream, header = self._open[name]
        stream.write(line_of([_cell(cells.get(column)) for column in header]))


def _cell(value: Property) -> str | int | float | None:
    if isinstance(value, list):
        return BETWEEN.join(part.replace(BETWEEN, "") for part in value) if value else None
    return value


def _typed(properties: Mapping[str, Property]) -> Iterator[tuple[str, Property]]:
    for name, value in properties.items():
        kind = "string[]" if name in LISTS else _NUMBERS.get(name)
        yield (f"{name}:{kind}" if kind else name), value


def _node_cells(node: Node) -> dict[str, Property]:
    space = node.labels[0]
    return {f"id:ID({space})": node.id, **dict(_typed(node.properties)), ":LABEL": [*node.labels]}


def _link_cells(link: Link) -> dict[str, Property]:
    start, end = link.joins
    ends: dict[str, Property] = {f":START_ID({start})": link.start, f":END_ID({end})": link.end, ":TYPE": link.type}
    return {**ends, "id": link.id, **dict(_typed(link.properties))}
