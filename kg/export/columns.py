"""Entities and statements as flat rows: the columns that tables and graph formats share, in their order.

A value is a text, a whole number, a number, or None where nothing is known. Several texts in one column are joined by
" | "; JSON Lines and Parquet keep them apart.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from kg.model import Document, Entity, Evidence, Statement, View
from kg.ontology import Ontology

Value = str | int | float | None
Row = dict[str, Value]

BETWEEN = " | "
ENTITY: Final[Mapping[str, type]] = {
    "label": str,
    "kind": str,
    "country": str,
    "acts_for": str,
    "aliases": str,
    "same_as": str,
}
STATEMENT: Final[Mapping[str, type]] = {
    "predicate": str,
    "family": str,
    "polarity": str,
    "status": str,
    "speaker_id": str,
    "speaker": str,
    "speaker_chain": str,
    "start_date": str,
    "end_date": str,
    "quantities": str,
    "qualifiers": str,
    "plover": str,
    "quad": int,
    "sign": int,
    "confidence": float,
    "documents": int,
    "evidence": int,
    "languages": str,
    "document": str,
    "quote_start": int,
    "quote_end": int,
    "lang": str,
    "published": str,
    "publisher": str,
    "quote": str,
}
"""`document` to `quote` are of the surest evidence; `documents` and `evidence` are counts."""
_OF_EVIDENCE = ("document", "quote_start", "quote_end", "lang", "published", "publisher", "quote")


def documents_of(view: View) -> dict[str, Document]:
    """Key to document."""
    return {document.key: document for document in view.documents}


def entities_of_view(statements: Iterable[Statement]) -> list[Entity]:
    """The entities that a view says something about or credits with saying it, by id."""
    found: dict[str, Entity] = {}
    for statement in statements:
        for entity in (statement.subject, statement.object, *statement.speaker_chain):
            found[entity.id] = entity
    return [found[each] for each in sorted(found)]


def entity_row(entity: Entity) -> Row:
    """The columns of `ENTITY`."""
    return {
        "label": entity.label,
        "kind": entity.kind,
        "country": entity.country,
        "acts_for": entity.acts_for,
        "aliases": joined(entity.aliases),
        "same_as": joined(entity.same_as),
    }


def statement_row(statement: Statement, ontology: Ontology, documents: Mapping[str, Document]) -> Row:
    """The columns of `STATEMENT`."""
    plover, quad = ontology.event_type(statement.predicate, statement.polarity, statement.status)
    predicate, speaker = ontology.predicates[statement.predicate], statement.speaker
    keys = sorted({evidence.document for evidence in statement.evidence})
    return {
        "predicate": statement.predicate,
        "family": predicate.family,
        "polarity": statement.polarity,
        "status": statement.status,
        "speaker_id": speaker.id if speaker else None,
        "speaker": speaker.label if speaker else None,
        "speaker_chain": joined(each.id for each in statement.speaker_chain),
        "start_date": statement.start_date,
        "end_date": statement.end_date,
        "quantities": joined(" ".join(part for part in quantity if part) for quantity in statement.quantities),
        "qualifiers": joined(f"{role}: {qualifier_id(value)}" for role, value in statement.qualifiers),
        "plover": plover,
        "quad": quad,
        "sign": predicate.sign,
        "confidence": statement.confidence,
        "documents": len(keys),
        "evidence": len(statement.evidence),
        "languages": joined(sorted({documents[key].lang for key in keys})),
        **_evidence_row(surest(statement), documents),
    }


def _evidence_row(evidence: Evidence | None, documents: Mapping[str, Document]) -> Row:
    if evidence is None:
        return dict.fromkeys(_OF_EVIDENCE)
    document = documents[evidence.document]
    return {
        "document": document.key,
        "quote_start": evidence.start,
        "quote_end": evidence.end,
        "lang": document.lang,
        "published": document.published,
        "publisher": document.publisher,
        "quote": evidence.quote,
    }


def surest(statement: Statement) -> Evidence | None:
    """The evidence of highest confidence, the first of several; None without any."""
    return max(statement.evidence, key=lambda evidence: evidence.confidence, default=None)


def qualifier_id(value: Entity | str) -> str:
    """A qualifier as text: the id of an entity, or the words."""
    return value if isinstance(value, str) else value.id


def joined(texts: Iterable[str]) -> str | None:
    """Texts in one column; None without any."""
    return BETWEEN.join(texts) or None
