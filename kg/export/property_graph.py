"""A view as a property graph: labelled nodes and typed relationships with properties, as Neo4j holds them.

`simple` has one node an entity and one relationship a statement. `full` has besides a node for every statement, piece
of evidence, document and run, joined as in RDF. Labels follow from kinds, types of relationships from the predicates
of the ontology (`defends`: `DEFENDS`, `alliedWith`: `ALLIED_WITH`); nothing that a document says becomes either.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from kg.errors import UsageError
from kg.export.columns import documents_of, qualifier_id, statement_row
from kg.model import Document, Entity, Evidence, Run, Statement, View
from kg.ontology import Ontology
from kg.rdf import Iris, entities_of

Model = Literal["simple", "full"]
MODELS: tuple[str, ...] = get_args(Model)
Property = str | int | float | list[str] | None
Properties = Mapping[str, Property]

ORIGIN = "geokg"
"""Property `origin` of every node, by which nodes of others are told."""
LABELS = ("Entity", "Statement", "Evidence", "Document", "Run")
"""Each node has one of them, an entity also that of its kind; with it an id is unique."""
JOINING: Mapping[str, tuple[str, str]] = {
    "ACTS_FOR": ("Entity", "Entity"),
    "SUBJECT": ("Statement", "Entity"),
    "OBJECT": ("Statement", "Entity"),
    "SPEAKER": ("Statement", "Entity"),
    "QUALIFIER": ("Statement", "Entity"),
    "EVIDENCE": ("Statement", "Evidence"),
    "QUOTED_FROM": ("Evidence", "Document"),
    "READ": ("Run", "Document"),
}
"""Types of the full model besides those of predicates, and what they join."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node; the first of its labels makes the id unique."""

    labels: tuple[str, ...]
    id: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship; `joins` are the labels of its ends. Its id is unique among those of its type."""

    type: str
    joins: tuple[str, str]
    id: str
    start: str
    end: str
    properties: Properties


def check_model(name: str) -> Model:
    """The name itself; a UsageError for another one."""
    if name in MODELS:
        return cast("Model", name)
    raise UsageError(f"model {name!a}: unknown; allowed: {', '.join(MODELS)}")


def type_of(predicate: str) -> str:
    """The type of relationships of a predicate."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", predicate).upper()


def types_of(ontology: Ontology) -> dict[str, tuple[str, str]]:
    """Every type of relationship to the labels that it joins."""
    return {**{type_of(name): ("Entity", "Entity") for name in ontology.predicates}, **JOINING}


def nodes_of(view: View, ontology: Ontology, *, model: Model) -> Iterator[Node]:
    """The nodes, entities first, each group sorted by id."""
    entities = _entities(view)
    for entity_id in sorted(entities):
        yield _entity(entities[entity_id])
    if model == "simple":
        return
    for document in view.documents:
        yield _document(document)
    for run in view.runs:
        yield _run(run)
    documents = documents_of(view)
    for statement in view.statements:
        yield Node(("Statement",), statement.id, _statement(statement, ontology, documents))
        for evidence in statement.evidence:
            yield _evidence(evidence, statement)


def links_of(view: View, ontology: Ontology, *, model: Model) -> Iterator[Link]:
    """The relationships; those of statements sorted by id."""
    documents = documents_of(view)
    for statement in view.statements:
        yield Link(
            type_of(statement.predicate),
            ("Entity", "Entity"),
            statement.id,
            statement.subject.id,
            statement.object.id,
            _statement(statement, ontology, documents),
        )
        if model == "full":
            yield from _joining(statement)
    if model == "full":
        entities = _entities(view)
        for entity_id in sorted(entities):
            principal = entities[entity_id].acts_for
            if principal in entities:
                yield _link("ACTS_FOR", entity_id, principal)
        for key, run_id in view.document_runs:
            yield _link("READ", run_id, key)


def _entities(view: View) -> dict[str, Entity]:
    """Id to everybody that a statement names."""
    return {entity.id: entity for statement in view.statements for entity in entities_of(statement)}


def _entity(entity: Entity) -> Node:
    properties: dict[str, Property] = {
        "label": entity.label,
        "kind": entity.kind,
        "country": entity.country,
        "acts_for": entity.acts_for,
        "aliases": list(entity.aliases),
        "names": [f"{language}: {label}" for language, label in entity.labels],
        "same_as": list(entity.same_as),
        "origin": ORIGIN,
    }
    return Node(("Entity", entity.kind.capitalize()), entity.id, properties)


def _statement(statement: Statement, ontology: Ontology, documents: Mapping[str, Document]) -> Properties:
    row = statement_row(statement, ontology, documents)
    keys = sorted({evidence.document for evidence in statement.evidence})
    lists: dict[str, Property] = {
        "speaker_chain": [speaker.id for speaker in statement.speaker_chain],
        "quantities": [" ".join(part for part in quantity if part) for quantity in statement.quantities],
        "qualifiers": [f"{role}: {qualifier_id(value)}" for role, value in statement.qualifiers],
        "languages": sorted({documents[key].lang for key in keys}),
        "sources": [*keys],
    }
    return {**row, **lists, "origin": ORIGIN}


def _evidence(evidence: Evidence, statement: Statement) -> Node:
    properties: dict[str, Property] = {
        "quote": evidence.quote,
        "quote_start": evidence.start,
        "quote_end": evidence.end,
        "subject_start": evidence.subject_span[0],
        "subject_end": evidence.subject_span[1],
        "object_start": evidence.object_span[0],
        "object_end": evidence.object_span[1],
        "cue_start": evidence.cue_span[0],
        "cue_end": evidence.cue_span[1],
        "extractor": evidence.extractor,
        "confidence": evidence.confidence,
        "origin": ORIGIN,
    }
    return Node(("Evidence",), _evidence_id(evidence, statement), properties)


def _evidence_id(evidence: Evidence, statement: Statement) -> str:
    return Iris("").evidence(statement.id, evidence).removeprefix("<evidence/")[:-1]


def _document(document: Document) -> Node:
    properties: dict[str, Property] = {
        "key": document.key,
        "title": document.title,
        "lang": document.lang,
        "published": document.published,
        "publisher": document.publisher,
        "url": document.url,
        "sha256": document.sha256,
        "origin": ORIGIN,
    }
    return Node(("Document",), document.key, properties)


def _run(run: Run) -> Node:
    properties: dict[str, Property] = {
        "software": run.software,
        "options": [f"{name}={value}" for name, value in run.options],
        "models": [f"{name} {checksum}" for name, checksum in run.models],
        "origin": ORIGIN,
    }
    return Node(("Run",), run.id, properties)


def _link(type_: str, start: str, end: str, *, position: int = 0, role: str | None = None) -> Link:
    return Link(
        type_, JOINING[type_], f"{start} {position} {end}", start, end, {"position": position or None, "role": role}
    )


def _joining(statement: Statement) -> Iterator[Link]:
    """What joins the node of a statement to others."""
    yield _link("SUBJECT", statement.id, statement.subject.id)
    yield _link("OBJECT", statement.id, statement.object.id)
    for position, speaker in enumerate(statement.speaker_chain, 1):
        yield _link("SPEAKER", statement.id, speaker.id, position=position)
    for position, (role, value) in enumerate(statement.qualifiers, 1):
        if isinstance(value, Entity):
            yield _link("QUALIFIER", statement.id, value.id, position=position, role=role)
    for evidence in statement.evidence:
        node = _evidence_id(evidence, statement)
        yield _link("EVIDENCE", statement.id, node)
        yield _link("QUOTED_FROM", node, evidence.document)


#: Properties that hold several texts.
LISTS = frozenset(
    {"speaker_chain", "quantities", "qualifiers", "languages", "sources", "aliases", "names", "same_as"}
    | {"options", "models"}
)
