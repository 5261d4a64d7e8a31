"""A view as GEXF 1.3 with one edge a pair of actors: for Gephi's statistics, which take parallel edges for one.

The weight is the number of statements between the two, in either direction; columns count those of cooperation,
conflict and neither, and name the predicates and the ids of the statements.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.export.columns import Row, entities_of_view, joined
from kg.export.gexf import HEAD, NODE_COLUMNS, attvalues, colour, columns, node, sign_of
from kg.export.placing import SIGN_COLOURS, places
from kg.export.whole import whole_file
from kg.export.xml import quoted
from kg.model import Statement, View
from kg.ontology import Ontology

EDGE_COLUMNS: Mapping[str, type] = {
    "cooperation": int,
    "conflict": int,
    "neutral": int,
    "net": int,
    "documents": int,
    "predicates": str,
    "statements": str,
}


@dataclass(slots=True)
class Pair:
    """What is said between two: statement ids, how often each sign and predicate, by which documents."""

    ids: list[str] = field(default_factory=list)
    signs: Counter[int] = field(default_factory=Counter)
    predicates: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)

    @property
    def net(self) -> int:
        """Statements of cooperation less those of conflict."""
        return self.signs[1] - self.signs[-1]

    def row(self) -> Row:
        """The columns; predicates the most frequent first."""
        ranked = sorted(self.predicates, key=lambda name: (-self.predicates[name], name))
        return {
            "cooperation": self.signs[1],
            "conflict": self.signs[-1],
            "neutral": self.signs[0],
            "net": self.net,
            "documents": len(self.documents),
            "predicates": joined(ranked),
            "statements": joined(self.ids),
        }


def write(view: View, path: Path, *, ontology: Ontology) -> None:
    """Write nodes by id and pairs by the ids of both, the smaller first."""
    statements = list(view.statements)
    entities, pairs = entities_of_view(statements), pairs_of(statements, ontology)
    placed = places([each.id for each in entities], list(pairs))
    with whole_file(path) as stream:
        stream.write(HEAD.format("Pairs of actors: weight is the number of statements between them").encode())
        stream.write(b'<graph defaultedgetype="undirected" idtype="string" mode="static">\n')
        stream.write(columns("node", NODE_COLUMNS) + columns("edge", EDGE_COLUMNS))
        stream.write(f'<nodes count="{len(entities)}">\n'.encode())
        for entity in entities:
            stream.write(node(entity, placed[entity.id]))
        stream.write(f'</nodes>\n<edges count="{len(pairs)}">\n'.encode())
        for ends, pair in pairs.items():
            stream.write(_edge(ends, pair))
        stream.write(b"</edges>\n</graph>\n</gexf>\n")


def pairs_of(statements: Iterable[Statement], ontology: Ontology) -> dict[tuple[str, str], Pair]:
    """Both ids, sorted, to what is said between them; in the order of the ids."""
    found: dict[tuple[str, str], Pair] = {}
    for statement in statements:
        first, second = sorted((statement.subject.id, statement.object.id))
        pair = found.setdefault((first, second), Pair())
        pair.ids.append(statement.id)
        pair.signs[sign_of(statement, ontology)] += 1
        pair.predicates[statement.predicate] += 1
        pair.documents.update(evidence.document for evidence in statement.evidence)
    return {ends: found[ends] for ends in sorted(found)}


def _edge(ends: tuple[str, str], pair: Pair) -> bytes:
    sign = (pair.net > 0) - (pair.net < 0)
    return (
        f"<edge id={quoted(' -- '.join(ends))} source={quoted(ends[0])} target={quoted(ends[1])}"
        f' weight="{float(len(pair.ids))}">{attvalues(pair.row())}{colour(SIGN_COLOURS[sign])}</edge>\n'
    ).encode()
