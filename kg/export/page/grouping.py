"""What the page draws: one node an entity, one edge for all statements of one sign between two entities."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.export.page.rollup import Ends, ends_of
from kg.model import Entity, GraphView, Statement
from kg.ontology import Ontology, Predicate

BACKGROUND_FAMILIES = frozenset({"office", "kinship", "location"})
"""Families that say who or where somebody is, not what somebody does: drawn thin, never among the strongest."""

SHOWN_WHOLE, FIRST_EDGES = 150, 90
"""Up to so many edges are all shown at once; of more, the strongest so many come first. page.js asks for them."""

_REALITY = {"actual": 0, "ended": 1, "planned": 2, "requested": 3, "considered": 4, "conditional": 5}


@dataclass(frozen=True, slots=True)
class Node:
    """An entity and how many statements it is subject or object of; `weight` leaves the background out."""

    entity: Entity
    degree: int
    weight: int


@dataclass(frozen=True, slots=True)
class Edge:
    """The statements of one sign between two entities.

    `source` is the subject of the strongest statement, `statements` are indexes into the view, strongest first; `sign`
    is -1, 0 or +1; `order` tells several edges of one pair apart: 0, 1, 2.
    """

    source: str
    target: str
    sign: int
    background: bool
    statements: tuple[int, ...]
    order: int


def predicate_of(statement: Statement, ontology: Ontology) -> Predicate:
    """What the ontology says of the statement's predicate; an OntologyError where it does not know it."""
    predicate = ontology.predicates.get(statement.predicate)
    if predicate is None:
        allowed = ", ".join(sorted(ontology.predicates))
        raise OntologyError(
            f"statement {statement.id}: predicate {statement.predicate!a} is unknown; allowed: {allowed}"
        )
    return predicate


def sign_of(statement: Statement, ontology: Ontology) -> int:
    """The sign that the statement is drawn with: the predicate's, 0 where it is denied: no peace is not yet a war."""
    return 0 if statement.polarity == "denied" else predicate_of(statement, ontology).sign


def nodes_of(view: GraphView, ontology: Ontology, ends: Ends | None = None) -> tuple[Node, ...]:
    """All subjects and objects, those with most statements first, then by id; `ends` stand in for them."""
    entities, degree, weight = {}, Counter[str](), Counter[str]()
    for statement, pair in zip(view.statements, ends or ends_of(view), strict=True):
        for entity in {each.id: each for each in pair}.values():
            entities[entity.id] = entity
            degree[entity.id] += 1
            weight[entity.id] += not is_background(statement, ontology)
    nodes = (Node(entity, degree[name], weight[name]) for name, entity in entities.items())
    return tuple(sorted(nodes, key=lambda node: (-node.weight, -node.degree, node.entity.id)))


def is_background(statement: Statement, ontology: Ontology) -> bool:
    """Whether the statement says who or where somebody is."""
    return predicate_of(statement, ontology).family in BACKGROUND_FAMILIES


def edges_of(view: GraphView, ontology: Ontology, ends: Ends | None = None) -> tuple[Edge, ...]:
    """One edge for each pair and sign, the strongest first; `ends` stand in for subjects and objects.

    An edge is stronger with more documents, then with more statements, then between those of whom more is said;
    background comes last.
    """
    pairs = ends or ends_of(view)
    groups: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for index, (statement, pair) in enumerate(zip(view.statements, pairs, strict=True)):
        first, second = sorted(end.id for end in pair)
        groups[first, second, sign_of(statement, ontology)].append(index)
    strengths = _strengths(view, ontology)
    weights = {node.entity.id: node.weight for node in nodes_of(view, ontology, pairs)}

    def strength(key: tuple[str, str, int]) -> tuple[bool, int, int, int, tuple[str, str, int]]:
        first, second, _ = key
        members = [strengths[index] for index in groups[key]]
        background, files = min(member[0] for member in members), min(member[1] for member in members)
        return background, files, -len(members), -min(weights[first], weights[second]), key

    ordered = sorted(groups, key=strength)
    seen = Counter[tuple[str, str]]()
    edges = []
    for first, second, sign in ordered:
        members = sorted(groups[first, second, sign], key=strengths.__getitem__)
        source, target = pairs[members[0]]
        background = all(is_background(view.statements[index], ontology) for index in members)
        edges.append(Edge(source.id, target.id, sign, background, tuple(members), seen[first, second]))
        seen[first, second] += 1
    return tuple(edges)


def first_part(edges: Sequence[Edge]) -> int:
    """How many edges, from the strongest on, the page shows before anybody asks for more: all of few."""
    return len(edges) if len(edges) <= SHOWN_WHOLE else FIRST_EDGES


Strength = tuple[bool, int, int, int, float, str]


def _strengths(view: GraphView, ontology: Ontology) -> Mapping[int, Strength]:
    """Sort keys of the statements, strongest first: corroborated relations, then what is real, then the surest."""
    files: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for statement in view.statements:
        files[_relation(statement)].update(evidence.document for evidence in statement.evidence)
    return {
        index: (
            is_background(statement, ontology),
            -len(files[_relation(statement)]),
            _REALITY[statement.status],
            -len(statement.evidence),
            -statement.confidence,
            statement.id,
        )
        for index, statement in enumerate(view.statements)
    }


def _relation(statement: Statement) -> tuple[str, str, str]:
    return statement.subject.id, statement.predicate, statement.object.id
