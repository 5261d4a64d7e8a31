"""A view as a `networkx.MultiDiGraph`: one node an entity, one edge a statement, keyed by its id."""

from typing import Any, TypeAlias

import networkx as nx

from kg.analysis.relations import predicate_of
from kg.model import Document, Entity, GraphView, Statement
from kg.ontology import Ontology, load_ontology

Network: TypeAlias = "nx.MultiDiGraph[str]"


def to_networkx(view: GraphView, *, ontology: Ontology | None = None) -> "Network":
    """The graph of a view, nodes and edges in the order of their ids.

    A node is the id of a subject or object, with `label`, `kind`, `country`, `acts_for` and `aliases`. An edge goes
    from subject to object; its key is the statement's id, which `id` repeats for formats without keys; it has
    `predicate`, `label` (English), `family`, `sign`, `symmetric`, `polarity`, `status`, `plover`, `quad`, `speaker`
    and `speaker_chain` (ids), `start_date`, `end_date`, `confidence`, `documents` (keys), `languages`, `quotes` and
    `weight` (how many documents). What is not known is None; several values are a tuple. OntologyError for a
    predicate that the ontology lacks.
    """
    known = ontology or load_ontology()
    documents = {document.key: document for document in view.documents}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    entities = {each.id: each for statement in view.statements for each in (statement.subject, statement.object)}
    for entity_id in sorted(entities):
        graph.add_node(entity_id, **_node(entities[entity_id]))
    for statement in view.statements:
        said = _edge(statement, known, documents)
        graph.add_edge(statement.subject.id, statement.object.id, key=said["id"], **said)
    return graph


def _node(entity: Entity) -> dict[str, Any]:
    return {
        "label": entity.label,
        "kind": entity.kind,
        "country": entity.country,
        "acts_for": entity.acts_for,
        "aliases": entity.aliases,
    }


def _edge(statement: Statement, ontology: Ontology, documents: dict[str, Document]) -> dict[str, Any]:
    predicate = predicate_of(statement.predicate, ontology)
    plover, quad = ontology.event_type(statement.predicate, statement.polarity, statement.status)
    keys = tuple(sorted({evidence.document for evidence in statement.evidence}))
    speaker = statement.speaker
    return {
        "id": statement.id,
        "predicate": statement.predicate,
        "label": predicate.label_en,
        "family": predicate.family,
        "sign": predicate.sign,
        "symmetric": predicate.symmetric,
        "polarity": statement.polarity,
        "status": statement.status,
        "plover": plover,
        "quad": quad,
        "speaker": speaker.id if speaker else None,
        "speaker_chain": tuple(each.id for each in statement.speaker_chain),
        "start_date": statement.start_date,
        "end_date": statement.end_date,
        "confidence": statement.confidence,
        "documents": keys,
        "languages": tuple(sorted({documents[key].lang for key in keys})),
        "quotes": tuple(evidence.quote for evidence in statement.evidence),
        "weight": len(keys),
    }
