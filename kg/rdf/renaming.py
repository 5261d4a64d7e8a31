"""What a document says once it has another key: as if it had been read under that one."""

from collections.abc import Collection
from dataclasses import replace

from kg.model import Entity, Statement, Testimony, content_id


def renamed(testimony: Testimony, key: str, *, symmetric: Collection[str]) -> Testimony:
    """The testimony under another key; `symmetric` are the names of predicates that are.

    Evidence names the document. An entity known by a description alone ("the joint statement") is its document's own,
    so its id changes too, and with it those of statements and the order of symmetric ones.
    """
    former = testimony.document.key
    said = [_statement(statement, former, key, symmetric) for statement in testimony.statements]
    return replace(
        testimony,
        document=replace(testimony.document, key=key),
        statements=tuple(sorted(said, key=lambda statement: statement.id)),
    )


def _statement(statement: Statement, former: str, key: str, symmetric: Collection[str]) -> Statement:
    ends = _entity(statement.subject, former, key), _entity(statement.object, former, key)
    if statement.predicate in symmetric:
        ends = (ends[0], ends[1]) if ends[0].id < ends[1].id else (ends[1], ends[0])
    return replace(
        statement,
        subject=ends[0],
        object=ends[1],
        speaker_chain=tuple(_entity(speaker, former, key) for speaker in statement.speaker_chain),
        qualifiers=tuple(
            (role, value if isinstance(value, str) else _entity(value, former, key))
            for role, value in statement.qualifiers
        ),
        evidence=tuple(replace(evidence, document=key) for evidence in statement.evidence),
    )


def _entity(entity: Entity, former: str, key: str) -> Entity:
    if entity.id != content_id(entity.kind, entity.label, former):
        return entity
    return replace(entity, id=content_id(entity.kind, entity.label, key))
