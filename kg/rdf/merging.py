"""What several documents say, joined: the same statement has the evidence of them all, the same entity their names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import UsageError
from kg.model import Entity, Evidence, GraphView, Span, Statement, Testimony
from kg.rdf.writing import entities_of


def merge(testimonies: Iterable[Testimony]) -> GraphView:
    """The view of documents, the same for any order of them; a UsageError where two have one key."""
    said = sorted(testimonies, key=lambda testimony: testimony.document.key)
    keys = [testimony.document.key for testimony in said]
    if len(set(keys)) < len(keys):
        raise UsageError(f"document {next(key for key in keys if keys.count(key) > 1)}: given twice; once is allowed")
    entities = merged_entities(said)
    return GraphView(
        documents=tuple(testimony.document for testimony in said),
        statements=_merged_statements(said, entities),
        runs=tuple(sorted({testimony.run for testimony in said}, key=lambda run: run.id)),
        document_runs=tuple((testimony.document.key, testimony.run.id) for testimony in said),
    )


def evidence_order(evidence: Evidence) -> tuple[str, int, int, Span, Span, Span, str, float]:
    """Sorts evidence by document and place in the text."""
    spans = evidence.subject_span, evidence.object_span, evidence.cue_span
    return evidence.document, evidence.start, evidence.end, *spans, evidence.extractor, evidence.confidence


def merged_entities(testimonies: Iterable[Testimony]) -> dict[str, Entity]:
    """Id to entity, as all documents together describe it; each document is heard once about each."""
    heard: dict[str, Counter[Entity]] = {}
    for testimony in testimonies:
        own = {entity.id: entity for statement in testimony.statements for entity in entities_of(statement)}
        for entity_id, entity in own.items():
            heard.setdefault(entity_id, Counter())[entity] += 1
    return {entity_id: _merged_entity(versions) for entity_id, versions in heard.items()}


def view_of(testimony: Testimony, entities: Mapping[str, Entity]) -> GraphView:
    """What one document adds to a view whose entities are these."""
    return GraphView(
        documents=(testimony.document,),
        statements=tuple(_with(each, list(each.evidence), entities) for each in testimony.statements),
        runs=(testimony.run,),
        document_runs=((testimony.document.key, testimony.run.id),),
    )


def _merged_entity(versions: Counter[Entity]) -> Entity:
    """One entity from what each document holds about it.

    `country` and `acts_for` stay where all documents that know one agree: a document that names neither date nor office
    does not say that a person acts for nobody.
    """
    first = next(iter(versions))
    if len(versions) == 1:
        return first
    countries = {version.country for version in versions} - {None}
    acts_for = {version.acts_for for version in versions} - {None}
    return Entity(
        id=first.id,
        kind=min(version.kind for version in versions),
        label=_most(version.label for version in versions.elements()),
        labels=tuple(sorted({label for version in versions for label in version.labels})),
        aliases=tuple(sorted({alias for version in versions for alias in version.aliases})),
        country=countries.pop() if len(countries) == 1 else None,
        acts_for=acts_for.pop() if len(acts_for) == 1 else None,
        same_as=tuple(sorted({same for version in versions for same in version.same_as})),
    )


def _most(texts: Iterable[str]) -> str:
    """The most frequent text, the first by code point of several."""
    counts = Counter(texts)
    return min(counts, key=lambda text: (-counts[text], text))


def _merged_statements(said: Iterable[Testimony], entities: Mapping[str, Entity]) -> tuple[Statement, ...]:
    first: dict[str, Statement] = {}
    evidence: dict[str, set[Evidence]] = {}
    for testimony in said:
        for statement in testimony.statements:
            statement_id = statement.id
            first.setdefault(statement_id, statement)
            evidence.setdefault(statement_id, set()).update(statement.evidence)
    return tuple(_with(first[each], sorted(evidence[each], key=evidence_order), entities) for each in sorted(first))


def _with(statement: Statement, evidence: list[Evidence], entities: Mapping[str, Entity]) -> Statement:
    return replace(
        statement,
        subject=entities[statement.subject.id],
        object=entities[statement.object.id],
        speaker_chain=tuple(entities[speaker.id] for speaker in statement.speaker_chain),
        qualifiers=tuple(
            (role, value if isinstance(value, str) else entities[value.id]) for role, value in statement.qualifiers
        ),
        evidence=tuple(evidence),
    )
