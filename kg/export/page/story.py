"""What the page can tell about each statement, as plain values for JSON: indexes instead of repeated texts.

Quotes are cut here, where offsets are code points; the script, whose strings are UTF-16, never counts.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from kg.export.page.grouping import predicate_of, sign_of
from kg.model import Entity, Evidence, GraphView, Span, Statement
from kg.ontology import Ontology

Json = Mapping[str, object]


def story_of(view: GraphView, ontology: Ontology) -> Json:
    """Documents, entities and statements of a view; statements keep the order of the view.

    A statement names its entities and documents by their index; `parts` of a quote are (text, marks) pairs, marks a
    string of s for subject, o for object, c for cue.
    """
    entities = _entities(view.statements)
    at = {entity.id: index for index, entity in enumerate(entities)}
    files = {document.key: index for index, document in enumerate(view.documents)}
    return {
        "documents": [
            {"key": document.key, "lang": document.lang, "title": document.title, "published": document.published}
            for document in view.documents
        ],
        "entities": [_entity(entity) for entity in entities],
        "statements": [_statement(statement, ontology, at, files) for statement in view.statements],
    }


def _entities(statements: Iterable[Statement]) -> list[Entity]:
    found = {
        entity.id: entity
        for statement in statements
        for entity in (statement.subject, statement.object, *statement.speaker_chain)
    }
    return [found[name] for name in sorted(found)]


def _entity(entity: Entity) -> Json:
    aliases = [alias for alias in entity.aliases if alias != entity.label]
    return {"id": entity.id, "label": entity.label, "kind": entity.kind, "aliases": aliases, "country": entity.country}


def _statement(statement: Statement, ontology: Ontology, at: Mapping[str, int], files: Mapping[str, int]) -> Json:
    predicate = predicate_of(statement, ontology)
    return {
        "id": statement.id,
        "subject": at[statement.subject.id],
        "relation": predicate.label_en,
        "object": at[statement.object.id],
        "symmetric": predicate.symmetric,
        "sign": sign_of(statement, ontology),
        "denied": statement.polarity == "denied",
        "status": statement.status,
        "speakers": [at[speaker.id] for speaker in statement.speaker_chain],
        "details": details_of(statement),
        "confidence": statement.confidence,
        "evidence": [_evidence(evidence, files[evidence.document]) for evidence in statement.evidence],
    }


def details_of(statement: Statement) -> list[str]:
    """Dates, amounts and further parts of the event, each a short line."""
    dates = time_of(statement)
    amounts = [
        " ".join(part for part in (currency, _grouped(value), unit) if part)
        for value, unit, currency in statement.quantities
    ]
    others = [f"{role}: {value if isinstance(value, str) else value.label}" for role, value in statement.qualifiers]
    return [*([dates] if dates else []), *amounts, *others]


def time_of(statement: Statement) -> str:
    """ "2019-05", "2014 to 2016", "since 2014", "until 2016" or nothing."""
    start, end = statement.start_date, statement.end_date
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else ""


def _grouped(value: str) -> str:
    """Thousands apart: 15,000,000,000."""
    return f"{int(value):,}" if value.isdecimal() and len(value) > 4 else value


def _evidence(evidence: Evidence, file: int) -> Json:
    return {"document": file, "parts": parts_of(evidence), "confidence": evidence.confidence}


def parts_of(evidence: Evidence) -> list[tuple[str, str]]:
    """The quote cut at every span's ends, each piece with the marks of the spans that cover it."""
    spans = {
        mark: _within(span, evidence)
        for mark, span in (("s", evidence.subject_span), ("o", evidence.object_span), ("c", evidence.cue_span))
    }
    cuts = sorted({0, len(evidence.quote), *(end for span in spans.values() for end in span)})
    return [
        (evidence.quote[start:end], "".join(mark for mark, (a, b) in spans.items() if a <= start and end <= b))
        for start, end in pairwise(cuts)
    ]


def _within(span: Span, evidence: Evidence) -> Span:
    """The span relative to the quote; what lies outside (a speaker two sentences earlier) becomes empty."""
    length = len(evidence.quote)
    start, end = (min(max(offset - evidence.start, 0), length) for offset in span)
    return start, end
