"""A view as the two files of KGX, in its form of JSON Lines, where no text needs to be changed.

`nodes.jsonl` has one entity a line, `edges.jsonl` one statement, whose `id` is its own. Classes and predicates are of
the Biolink model where it has some; what was said stands in `original_predicate`, as in other graphs that KGX joins.
"""

from collections.abc import Mapping
from pathlib import Path

from kg.export.columns import documents_of, entities_of_view, qualifier_id, surest
from kg.export.folder import folder_for
from kg.export.jsonl import json_line
from kg.export.whole import whole_file
from kg.model import Document, Entity, Statement, View
from kg.ontology import Ontology

CATEGORIES: Mapping[str, str] = {
    "state": "biolink:Agent",
    "organization": "biolink:Agent",
    "person": "biolink:Agent",
    "group": "biolink:Agent",
    "place": "biolink:GeographicLocation",
    "event": "biolink:Event",
    "asset": "biolink:PhysicalEntity",
    "agreement": "biolink:InformationContentEntity",
    "policy": "biolink:InformationContentEntity",
    "programme": "biolink:Activity",
}
RELATED = "biolink:related_to"


def write(view: View, path: Path, *, ontology: Ontology) -> None:  # noqa: ARG001 - what every writer takes
    """Write nodes and edges into a folder, sorted by id."""
    folder, documents = folder_for(path), documents_of(view)
    with whole_file(folder / "nodes.jsonl") as stream:
        for entity in entities_of_view(view.statements):
            stream.write(json_line(_given(_node(entity))))
    with whole_file(folder / "edges.jsonl") as stream:
        for statement in view.statements:
            stream.write(json_line(_given(_edge(statement, documents))))


def curie(entity_id: str) -> str:
    """`state/JPN` as `state:JPN`."""
    return entity_id.replace("/", ":", 1)


def _node(entity: Entity) -> dict[str, object]:
    return {
        "id": curie(entity.id),
        "category": [CATEGORIES[entity.kind]],
        "name": entity.label,
        "synonym": list(entity.aliases),
        "xref": list(entity.same_as),
        "kind": entity.kind,
        "country": entity.country,
        "acts_for": entity.acts_for and curie(entity.acts_for),
        "provided_by": ["infores:geokg"],
    }


def _edge(statement: Statement, documents: Mapping[str, Document]) -> dict[str, object]:
    keys = sorted({evidence.document for evidence in statement.evidence})
    best, speaker = surest(statement), statement.speaker
    return {
        "id": statement.id,
        "subject": curie(statement.subject.id),
        "predicate": RELATED,
        "original_predicate": f"kg:{statement.predicate}",
        "object": curie(statement.object.id),
        "category": ["biolink:Association"],
        "negated": statement.polarity == "denied",
        "status": statement.status,
        "speaker": speaker and curie(speaker.id),
        "start_date": statement.start_date,
        "end_date": statement.end_date,
        "quantities": [" ".join(part for part in quantity if part) for quantity in statement.quantities],
        "qualifiers": [f"{role}: {qualifier_id(value)}" for role, value in statement.qualifiers],
        "has_confidence_level": statement.confidence,
        "publications": keys,
        "languages": sorted({documents[key].lang for key in keys}),
        "supporting_text": best and best.quote,
        "primary_knowledge_source": "infores:geokg",
        "knowledge_level": "knowledge_assertion",
        "agent_type": "text_mining_agent",
    }


def _given(fields: Mapping[str, object]) -> dict[str, object]:
    """Without what is not known."""
    return {name: value for name, value in fields.items() if value is not None and value != []}
