"""A view as GraphML with typed columns, for igraph, networkx, yEd, Cytoscape, Gephi: one edge a statement."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.export.columns import ENTITY, Row, documents_of, entities_of_view, entity_row, statement_row
from kg.export.gexf import EDGE_COLUMNS, edge_label, sign_of, text_of, weight
from kg.export.placing import KIND_COLOURS, SIGN_COLOURS, Place, places
from kg.export.whole import whole_file
from kg.export.xml import escaped, quoted
from kg.model import Document, Entity, Statement, View
from kg.ontology import Ontology

TYPES: Mapping[type, str] = {str: "string", int: "int", float: "double", bool: "boolean"}
_COLOURS: Mapping[str, type] = {"r": int, "g": int, "b": int}
NODE_COLUMNS: Mapping[str, type] = {**ENTITY, "x": float, "y": float, "size": float, **_COLOURS}
EDGES: Mapping[str, type] = {"statement": str, "label": str, "weight": float, **EDGE_COLUMNS, **_COLOURS}
"""`statement` is the id of the edge again: igraph keeps no other."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write(view: View, path: Path, *, ontology: Ontology) -> None:
    """Write nodes and edges by id."""
    documents = documents_of(view)
    statements = list(view.statements)
    entities = entities_of_view(statements)
    placed = places([each.id for each in entities], [(each.subject.id, each.object.id) for each in statements])
    with whole_file(path) as stream:
        stream.write(_HEAD.encode())
        for kind, types in (("node", NODE_COLUMNS), ("edge", EDGES)):
            stream.writelines(_keys(kind, types))
        stream.write(b'<graph id="geokg" edgedefault="directed">\n')
        for entity in entities:
            stream.write(_node(entity, placed[entity.id]))
        for statement in statements:
            stream.write(_edge(statement, ontology, documents))
        stream.write(b"</graph>\n</graphml>\n")


def _keys(kind: str, types: Mapping[str, type]) -> Iterable[bytes]:
    for name, type_ in types.items():
        key = f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{TYPES[type_]}"/>\n'
        yield key.encode()


def _data(kind: str, row: Row) -> str:
    return "".join(
        f'<data key="{kind}-{name}">{escaped(text_of(value))}</data>'
        for name, value in row.items()
        if value is not None
    )


def _colour(rgb: tuple[int, int, int]) -> Row:
    return dict(zip(_COLOURS, rgb, strict=True))


def _node(entity: Entity, place: Place) -> bytes:
    row = {**entity_row(entity), "x": float(place.x), "y": float(place.y), "size": float(place.size)}
    row |= _colour(KIND_COLOURS[entity.kind])
    return f"<node id={quoted(entity.id)}>{_data('node', row)}</node>\n".encode()


def _edge(statement: Statement, ontology: Ontology, documents: Mapping[str, Document]) -> bytes:
    said = statement_row(statement, ontology, documents)
    row = {"statement": statement.id, "label": edge_label(statement, ontology), "weight": weight(said), **said}
    row["symmetric"] = ontology.predicates[statement.predicate].symmetric
    row |= _colour(SIGN_COLOURS[sign_of(statement, ontology)])
    ends = f"source={quoted(statement.subject.id)} target={quoted(statement.object.id)}"
    return f'<edge id="{statement.id}" {ends}>{_data("edge", row)}</edge>\n'.encode()
