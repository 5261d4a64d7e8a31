"""A view as JSON Lines: one statement a line, sorted by id (the fixed interface of part 5 of the design)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.export.whole import whole_file
from kg.model import Document, Entity, Evidence, Statement, View
from kg.ontology import Ontology
from kg.rdf import entities_of

# JSON allows these in a text, but many readers of lines take them for the end of one.
_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def write(view: View, path: Path, *, ontology: Ontology) -> None:
    """Write every statement of a view with its evidence, UTF-8, one JSON object a line."""
    with whole_file(path) as stream:
        for said in described(view, ontology):
            stream.write(json_line(said))


def described(view: View, ontology: Ontology) -> Iterator[dict[str, object]]:
    """Every statement with its evidence, field by field."""
    documents = {document.key: document for document in view.documents}
    labels = _labels(view.statements, ontology)
    for statement in view.statements:
        yield _statement(statement, ontology, documents, labels)


def json_line(said: object) -> bytes:
    """A value as one line of JSON."""
    return json.dumps(said, ensure_ascii=False).translate(_LINE_ENDS).encode("utf-8") + b"\n"


def _labels(statements: Iterable[Statement], ontology: Ontology) -> dict[str, str]:
    """Id to label: the English of the ontology, else that of the view."""
    labels = {entity.id: entity.label for statement in statements for entity in entities_of(statement)}
    for actor in ontology.actors.values():
        known = dict(actor.labels)
        if known:
            labels[actor.id] = known.get("en") or actor.labels[0][1]
    return labels


def _statement(
    statement: Statement, ontology: Ontology, documents: Mapping[str, Document], labels: Mapping[str, str]
) -> dict[str, object]:
    plover, quad = ontology.event_type(statement.predicate, statement.polarity, statement.status)
    speaker = statement.speaker
    return {
        "id": statement.id,
        "subject": _entity(statement.subject, labels),
        "predicate": statement.predicate,
        "object": _entity(statement.object, labels),
        "polarity": statement.polarity,
        "status": statement.status,
        "speaker": None if speaker is None else _entity(speaker, labels),
        "speaker_chain": [each.id for each in statement.speaker_chain],
        "start_date": statement.start_date,
        "end_date": statement.end_date,
        "quantities": statement.quantities,
        "qualifiers": [[role, value if isinstance(value, str) else value.id] for role, value in statement.qualifiers],
        "plover": plover,
        "quad": quad,
        "sign": ontology.predicates[statement.predicate].sign,
        "confidence": statement.confidence,
        "evidence": [_evidence(each, documents[each.document]) for each in statement.evidence],
    }


def _entity(entity: Entity, labels: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": entity.id,
        "label": entity.label,
        "kind": entity.kind,
        "country": entity.country,
        "acts_for": None if entity.acts_for is None else _acts_for(entity.acts_for, labels),
        "aliases": entity.aliases,
    }


def _acts_for(entity_id: str, labels: Mapping[str, str]) -> str:
    """The alpha-3 code of a state, the label of a body; the end of its id where nothing names it."""
    kind, _, name = entity_id.partition("/")
    return name if kind == "state" else labels.get(entity_id, name)


def _evidence(evidence: Evidence, document: Document) -> dict[str, object]:
    return {
        "document": evidence.document,
        "path": evidence.document,
        "lang": document.lang,
        "published": document.published,
        "publisher": document.publisher,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "subject_span": evidence.subject_span,
        "object_span": evidence.object_span,
        "cue_span": evidence.cue_span,
        "confidence": evidence.confidence,
        "extractor": evidence.extractor,
    }
