"""How `kg show` finds an entity among statements and writes what they say of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from kg.cli.tables import one_line
from kg.errors import UsageError
from kg.export.page.story import details_of
from kg.model import Entity, Evidence, Statement
from kg.rdf.writing import entities_of


def written(wanted: str, statements: Sequence[Statement], *, base_iri: str) -> str:
    """Whole lines about every entity that `wanted` names; UsageError where none is."""
    entities = {entity.id: entity for statement in statements for entity in entities_of(statement)}
    lines = [
        line
        for entity_id in _ids(wanted, entities, base_iri)
        for line in (*_heading(entities[entity_id]), *_statements(entity_id, statements))
    ]
    return "".join(f"{one_line(line)}\n" for line in lines)


def _ids(wanted: str, entities: Mapping[str, Entity], base_iri: str) -> list[str]:
    """Ids of the entities that have the id, else the name, sorted."""
    bare = wanted.removeprefix("<").removesuffix(">").removeprefix(f"{base_iri}id/")
    for entity_id in (wanted, bare, bare.replace(":", "/", 1)):
        if entity_id in entities:
            return [entity_id]
    folded = " ".join(wanted.split()).casefold()
    found = sorted(entity.id for entity in entities.values() if folded in _names(entity))
    if not found:
        raise UsageError(f"{wanted or repr(wanted)}: no entity of this store; {_hint(wanted, entities)}")
    return found


def _names(entity: Entity) -> set[str]:
    return {name.casefold() for name in (entity.label, *entity.aliases, *(label for _, label in entity.labels))}


def _hint(wanted: str, entities: Mapping[str, Entity]) -> str:
    """Names that look like the one wanted."""
    labels = {
        name: f"{entity.label} ({entity.id})" for _, entity in sorted(entities.items()) for name in _names(entity)
    }
    near = dict.fromkeys(labels[name] for name in get_close_matches(wanted.casefold()[:100], sorted(labels), n=3))
    close = f"; perhaps {' or '.join(near)}" if near else ""
    return f"an id such as state/JPN or a name in its documents is allowed{close}"


def _heading(entity: Entity) -> Iterator[str]:
    yield f"{entity.label}  {entity.id}"
    known = {
        "country": entity.country,
        "acts for": entity.acts_for,
        "also": ", ".join(alias for alias in entity.aliases if alias != entity.label),
        "same as": ", ".join(entity.same_as),
    }
    yield from (f"  {name}: {value}" for name, value in known.items() if value)


def _statements(entity_id: str, statements: Iterable[Statement]) -> Iterator[str]:
    """Lines of what names the entity, what has most evidence first."""
    found = [each for each in statements if any(entity.id == entity_id for entity in entities_of(each))]
    for statement in sorted(found, key=_order):
        yield _said(statement)
        yield from dict.fromkeys(_quoted(evidence) for evidence in statement.evidence)


def _order(statement: Statement) -> tuple[int, str, str, str, str]:
    return (
        -len(statement.evidence),
        statement.subject.label,
        statement.predicate,
        statement.object.label,
        statement.id,
    )


def _said(statement: Statement) -> str:
    qualities: list[str] = [statement.polarity, statement.status]
    if statement.speaker_chain:
        qualities.append(f"said by {', as '.join(each.label for each in reversed(statement.speaker_chain))}")
    qualities.extend(details_of(statement))
    qualities.append(f"{statement.confidence:.2f}")
    return f"{statement.subject.label} {statement.predicate} {statement.object.label}  [{', '.join(qualities)}]"


def _quoted(evidence: Evidence) -> str:
    return f"    {evidence.document}:{evidence.start}-{evidence.end}  «{' '.join(evidence.quote.split())}»"
