"""A view as GEXF 1.3 for Gephi and Gephi Lite: one edge a statement, its id the statement's.

Written by hand: networkx gives parallel edges one id, takes a column named `type` for the type of an edge, and dates
the file by the clock. Every edge is directed; that a relation goes both ways is in its column `symmetric`, since few
readers allow both kinds in one file. Edges of statements with dates have a lifetime, the others are always there.
"""

import calendar
from collections.abc import Mapping
from pathlib import Path

from kg.export.columns import ENTITY, STATEMENT, Row, Value, documents_of, entities_of_view, entity_row, statement_row
from kg.export.placing import KIND_COLOURS, SIGN_COLOURS, Place, places
from kg.export.whole import whole_file
from kg.export.xml import quoted
from kg.model import Document, Entity, Statement, View
from kg.ontology import Ontology

TYPES: Mapping[type, str] = {str: "string", int: "integer", float: "double", bool: "boolean"}
NODE_COLUMNS: Mapping[str, type] = {name: kind for name, kind in ENTITY.items() if name != "label"}
EDGE_COLUMNS: Mapping[str, type] = {**STATEMENT, "symmetric": bool}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    "<meta><creator>geokg</creator><description>{}</description></meta>\n"
)


def write(view: View, path: Path, *, ontology: Ontology) -> None:
    """Write nodes and edges by id."""
    documents = documents_of(view)
    statements = list(view.statements)
    entities = entities_of_view(statements)
    placed = places([each.id for each in entities], [(each.subject.id, each.object.id) for each in statements])
    dated = any(lifetime(statement) for statement in statements)
    with whole_file(path) as stream:
        stream.write(HEAD.format("Statements: one edge each, weight is the number of documents").encode())
        time = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else ' mode="static"'
        stream.write(f'<graph defaultedgetype="directed" idtype="string"{time}>\n'.encode())
        stream.write(columns("node", NODE_COLUMNS) + columns("edge", EDGE_COLUMNS))
        stream.write(f'<nodes count="{len(entities)}">\n'.encode())
        for entity in entities:
            stream.write(node(entity, placed[entity.id]))
        stream.write(f'</nodes>\n<edges count="{len(statements)}">\n'.encode())
        for statement in statements:
            stream.write(_edge(statement, ontology, documents))
        stream.write(b"</edges>\n</graph>\n</gexf>\n")


def columns(kind: str, types: Mapping[str, type]) -> bytes:
    """The declaration of the columns of nodes or edges; the id of a column is its name."""
    declared = "".join(
        f'<attribute id="{name}" title="{name}" type="{TYPES[kind_of]}"/>\n' for name, kind_of in types.items()
    )
    return f'<attributes class="{kind}">\n{declared}</attributes>\n'.encode()


def node(entity: Entity, place: Place) -> bytes:
    """An entity with its columns, colour, size and place."""
    values = {name: value for name, value in entity_row(entity).items() if name != "label"}
    seen = f'<viz:size value="{place.size}"/><viz:position x="{place.x}" y="{place.y}"/>'
    return (
        f"<node id={quoted(entity.id)} label={quoted(entity.label)}>{attvalues(values)}"
        f"{colour(KIND_COLOURS[entity.kind])}{seen}</node>\n"
    ).encode()


def attvalues(row: Row) -> str:
    """The values of columns; what is not known is left out."""
    told = "".join(
        f'<attvalue for="{name}" value={quoted(text_of(value))}/>' for name, value in row.items() if value is not None
    )
    return f"<attvalues>{told}</attvalues>"


def text_of(value: Value) -> str:
    """A value as XML Schema writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def colour(rgb: tuple[int, int, int]) -> str:
    """A colour without transparency, which Gephi Lite would not read."""
    return f'<viz:color r="{rgb[0]}" g="{rgb[1]}" b="{rgb[2]}"/>'


def edge_label(statement: Statement, ontology: Ontology) -> str:
    """The relation in words: "not: defends (planned)"."""
    words = ontology.predicates[statement.predicate].label_en
    denied = "not: " if statement.polarity == "denied" else ""
    return f"{denied}{words}" + ("" if statement.status == "actual" else f" ({statement.status})")


def sign_of(statement: Statement, ontology: Ontology) -> int:
    """Whether an edge is of cooperation or conflict; what is denied is neither."""
    return 0 if statement.polarity == "denied" else ontology.predicates[statement.predicate].sign


def lifetime(statement: Statement) -> dict[str, str]:
    """First and last day of a statement with dates: those of the month or year where no day is told."""
    first, last = _day(statement.start_date, last=False), _day(statement.end_date, last=True)
    return {name: day for name, day in (("start", first), ("end", last)) if day}


def _day(date: str | None, *, last: bool) -> str | None:
    """The first or last day of `YYYY[-MM[-DD]]`; None for what is no day of the calendar."""
    parts = date.split("-") if date else []
    if not parts or not all(part.isdecimal() and part.isascii() for part in parts) or len(parts[0]) != 4:
        return None
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else 12 if last else 1
    if not (year >= 1 and 1 <= month <= 12):
        return None
    end = calendar.monthrange(year, month)[1]
    day = int(parts[2]) if len(parts) > 2 else end if last else 1
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= end else None


def _edge(statement: Statement, ontology: Ontology, documents: Mapping[str, Document]) -> bytes:
    row = statement_row(statement, ontology, documents)
    row["symmetric"] = ontology.predicates[statement.predicate].symmetric
    life = "".join(f' {name}="{day}"' for name, day in lifetime(statement).items())
    return (
        f'<edge id="{statement.id}" source={quoted(statement.subject.id)} target={quoted(statement.object.id)}'
        f' label={quoted(edge_label(statement, ontology))} weight="{weight(row)}"{life}>'
        f"{attvalues(row)}{colour(SIGN_COLOURS[sign_of(statement, ontology)])}</edge>\n"
    ).encode()


def weight(row: Row) -> float:
    """How many documents say it, 1 at least."""
    return float(max(1, int(row["documents"] or 0)))
