"""Statements that are events, as rows of event data in the terms of PLOVER: who (source) did what to whom (recipient).

A row has the statement's id. What is no event (an alliance, an office) has no row. Of a visit the visitor is the
source, also where the text says that the host hosts. The mode is given where the predicate alone tells it; the context
says `future` of what is planned and `hypothetical` of what is weighed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.export.cells import write_cells
from kg.export.columns import Value, documents_of, surest
from kg.model import Document, Entity, Statement, View
from kg.ontology import Ontology

HEADER = (
    "event_id",
    "event_date",
    "event_end_date",
    "event_type",
    "event_mode",
    "event_context",
    "quad_code",
    "source_id",
    "source",
    "source_kind",
    "source_country",
    "recipient_id",
    "recipient",
    "recipient_kind",
    "recipient_country",
    "reported_by",
    "documents",
    "story",
    "story_date",
    "publisher",
    "confidence",
    "text",
)
#: Type of event and predicate to its mode.
MODES: Mapping[tuple[str, str], str] = {
    ("CONSULT", "hosts"): "visit",
    ("CONSULT", "visits"): "visit",
    ("AID", "shelters"): "asylum",
    ("RETREAT", "withdrawsFrom"): "withdraw",
    ("RETREAT", "releases"): "release",
    ("RETREAT", "ceasesFireWith"): "ceasefire",
    ("RETREAT", "grantsAccessTo"): "access",
    ("RETREAT", "resignsFrom"): "resign",
    ("SANCTION", "expels"): "expel",
    ("SANCTION", "leaves"): "withdraw",
    ("SANCTION", "recallsFrom"): "withdraw",
    ("SANCTION", "breaksRelationsWith"): "sever",
    ("COERCE", "seizes"): "confiscate",
    ("COERCE", "blockades"): "restrict",
    ("COERCE", "detains"): "arrest",
    ("COERCE", "deports"): "deport",
    ("ASSAULT", "abducts"): "abduct",
    ("THREATEN", "attacks"): "violence",
    ("THREATEN", "kills"): "violence",
    ("THREATEN", "invades"): "territory",
    ("THREATEN", "captures"): "territory",
    ("THREATEN", "blockades"): "restrict",
    ("THREATEN", "detains"): "arrest",
    ("THREATEN", "expels"): "expel",
    ("THREATEN", "breaksRelationsWith"): "relations",
    ("THREATEN", "recallsFrom"): "relations",
}
CONTEXTS: Mapping[str, str] = {"planned": "future", "considered": "hypothetical", "conditional": "hypothetical"}


def write(view: View, path: Path, *, ontology: Ontology) -> None:
    """Write the events as comma-separated values, sorted by id; texts are guarded (`cells`)."""
    write_cells(path, HEADER, _rows(view, ontology))


def _rows(view: View, ontology: Ontology) -> Iterator[list[Value]]:
    documents = documents_of(view)
    for statement in view.statements:
        plover, quad = ontology.event_type(statement.predicate, statement.polarity, statement.status)
        if plover is None:
            continue
        source, recipient = statement.subject, statement.object
        if plover == "CONSULT" and statement.predicate == "hosts":
            source, recipient = recipient, source
        yield [
            statement.id,
            statement.start_date,
            statement.end_date,
            plover,
            MODES.get((plover, statement.predicate)),
            CONTEXTS.get(statement.status),
            quad,
            *_actor(source),
            *_actor(recipient),
            statement.speaker.label if statement.speaker else None,
            *_story(statement, documents),
        ]


def _actor(entity: Entity) -> list[Value]:
    """Id, name, kind, and the state that the actor is or acts for."""
    principal = entity.acts_for or entity.id
    country = principal.removeprefix("state/") if principal.startswith("state/") else None
    return [entity.id, entity.label, entity.kind, country]


def _story(statement: Statement, documents: Mapping[str, Document]) -> list[Value]:
    """Number of documents; of the surest: key, date, publisher; confidence and sentence."""
    evidence = surest(statement)
    if evidence is None:
        return [0, None, None, None, statement.confidence, None]
    document = documents[evidence.document]
    count = len({each.document for each in statement.evidence})
    return [count, document.key, document.published, document.publisher, statement.confidence, evidence.quote]
