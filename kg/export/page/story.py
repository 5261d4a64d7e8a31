"""What the page can tell about each statement, as plain values for JSON: indexes instead of repeated texts.

Quotes are cut here, where offsets are code points; the script, whose strings are UTF-16, never counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kg.export.page.grouping import predicate_of
from kg.export.page.rollup import principals_of_ends
from kg.model import Document, Entity, Evidence, GraphView, Span, Statement
from kg.ontology import Ontology, Predicate

Json = Mapping[str, object]

AROUND = 120
"""Code points of the text that are told before and after a quote."""
MOST_WITH_CONTEXT = 3000
"""Of more statements than so many the quotes are told without what stands around them."""


def story_of(
    view: GraphView,
    ontology: Ontology,
    links: Mapping[str, str] | None = None,
    copies: Mapping[str, str] | None = None,
) -> Json:
    """Documents, entities, relations and statements of a view; statements keep the order of the view.

    A statement names its entities, documents and relation by their index; `parts` of a quote are (text, marks) pairs,
    marks a string of s for subject, o for object, c for cue. `links` are addresses of documents by key,
    `copies` maps a document to the first with the same text, or nearly so.
    """
    principals = principals_of_ends(view, ontology)
    entities = _entities(view.statements, principals.values())
    at = {entity.id: index for index, entity in enumerate(entities)}
    predicates = _predicates(view.statements, ontology)
    numbers = {predicate.name: index for index, predicate in enumerate(predicates)}
    files = {document.key: index for index, document in enumerate(view.documents)}
    texts = view.documents if len(view.statements) <= MOST_WITH_CONTEXT else ()
    teller = _Teller(at, numbers, files, {document.key: document.text for document in texts})
    return {
        "documents": [
            _document(document, (links or {}).get(document.key), (copies or {}).get(document.key, document.key))
            for document in view.documents
        ],
        "entities": [_entity(entity, at, principals) for entity in entities],
        "relations": [_relation(predicate) for predicate in predicates],
        "statements": [teller.statement(statement) for statement in view.statements],
    }


def _entities(statements: Iterable[Statement], principals: Iterable[Entity]) -> list[Entity]:
    found = {entity.id: entity for entity in principals}
    for statement in statements:
        found |= {each.id: each for each in (statement.subject, statement.object, *statement.speaker_chain)}
    return [found[name] for name in sorted(found)]


def _predicates(statements: Iterable[Statement], ontology: Ontology) -> list[Predicate]:
    found = {statement.predicate: predicate_of(statement, ontology) for statement in statements}
    return [found[name] for name in sorted(found)]


def _document(document: Document, link: str | None, first: str) -> Json:
    """A document; "copy" is there where another one has its text."""
    copy = {} if first == document.key else {"copy": first}
    return {
        **copy,
        "key": document.key,
        "lang": document.lang,
        "title": document.title,
        "published": document.published,
        "publisher": document.publisher,
        "link": link,
    }


def _entity(entity: Entity, at: Mapping[str, int], principals: Mapping[str, Entity]) -> Json:
    principal = principals.get(entity.id)
    return {
        "id": entity.id,
        "label": entity.label,
        "kind": entity.kind,
        "aliases": [alias for alias in entity.aliases if alias != entity.label],
        "country": entity.country,
        "principal": None if principal is None else at[principal.id],
    }


def _relation(predicate: Predicate) -> Json:
    return {
        "name": predicate.name,
        "label": predicate.label_en,
        "family": predicate.family,
        "sign": predicate.sign,
        "symmetric": predicate.symmetric,
    }


class _Teller:
    """Tells statements, knowing the index of every entity, relation and document, and texts by key of document."""

    def __init__(
        self, at: Mapping[str, int], relations: Mapping[str, int], files: Mapping[str, int], texts: Mapping[str, str]
    ) -> None:
        self._at, self._relations, self._files, self._texts = at, relations, files, texts

    def statement(self, statement: Statement) -> Json:
        return {
            "id": statement.id,
            "subject": self._at[statement.subject.id],
            "relation": self._relations[statement.predicate],
            "object": self._at[statement.object.id],
            "denied": statement.polarity == "denied",
            "status": statement.status,
            "speakers": [self._at[speaker.id] for speaker in statement.speaker_chain],
            "dates": [statement.start_date, statement.end_date],
            "details": details_of(statement),
            "evidence": [self._evidence(together) for together in _by_sentence(statement.evidence)],
        }

    def _evidence(self, together: Sequence[Evidence]) -> Json:
        first = together[0]
        told: dict[str, object] = {
            "document": self._files[first.document],
            "confidence": max(evidence.confidence for evidence in together),
            "parts": parts_of(together),
        }
        text = self._texts.get(first.document)
        return {**told, "around": around(text, first.start, first.end)} if text else told


def _by_sentence(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Evidence in its order, that of one sentence together."""
    found: dict[tuple[str, int, int], list[Evidence]] = {}
    for each in evidence:
        found.setdefault((each.document, each.start, each.end), []).append(each)
    return list(found.values())


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a stretch of text, cut at spaces; white space is one space."""
    before = " ".join(text[max(0, start - AROUND) : start].split())
    after = " ".join(text[end : end + AROUND].split())
    if start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if end + AROUND < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


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


def parts_of(together: Sequence[Evidence]) -> list[tuple[str, str]]:
    """The quote of one sentence cut at every span's ends, each piece with the marks of the spans that cover it."""
    quote = together[0].quote
    spans = [
        (mark, _within(span, each))
        for each in together
        for mark, span in (("s", each.subject_span), ("o", each.object_span), ("c", each.cue_span))
    ]
    cuts = sorted({0, len(quote), *(end for _, span in spans for end in span)})
    pieces = []
    for start, end in pairwise(cuts):
        marks = {mark for mark, (a, b) in spans if a <= start and end <= b}
        pieces.append((quote[start:end], "".join(mark for mark in "soc" if mark in marks)))
    return pieces


def _within(span: Span, evidence: Evidence) -> Span:
    """The span relative to the quote; what lies outside (a speaker two sentences earlier) becomes empty."""
    length = len(evidence.quote)
    start, end = (min(max(offset - evidence.start, 0), length) for offset in span)
    return start, end
