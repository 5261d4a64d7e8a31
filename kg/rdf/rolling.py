"""Statements of those who act for a state or body, as statements of that state or body.

Only `acts_for` counts, which the role in the text or a dated term of office supports; where somebody comes from, or
where a firm has its seat, never makes him his country.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from kg.actors import Actor
from kg.gazetteer import territory_name
from kg.model import KINDS, Entity, Kind, Statement
from kg.ontology import Ontology
from kg.rdf.merging import evidence_order


def principals_of(entities: Mapping[str, Entity], ontology: Ontology) -> dict[str, Entity]:
    """Id of every entity that acts for another to the last of those whom it acts for."""
    found = {entity_id: _principal(entity, entities, ontology) for entity_id, entity in entities.items()}
    return {entity_id: principal for entity_id, principal in found.items() if principal.id != entity_id}


def rolled_up(
    statements: Iterable[Statement], principals: Mapping[str, Entity], *, symmetric: Collection[str]
) -> tuple[Statement, ...]:
    """The statements with everybody replaced by his principal, sorted by id.

    What has become the same is one statement with the evidence of all. A relation between two who act for one state
    ("the minister leads the ministry") says nothing about states and is left out.
    """
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        rolled = _rolled(statement, principals, symmetric)
        if rolled.subject.id != rolled.object.id or statement.subject.id == statement.object.id:
            found.setdefault(rolled.id, []).append(rolled)
    return tuple(_joined(found[each]) for each in sorted(found))


def _joined(same: list[Statement]) -> Statement:
    evidence = {each for statement in same for each in statement.evidence}
    return replace(same[0], evidence=tuple(sorted(evidence, key=evidence_order)))


def _rolled(statement: Statement, principals: Mapping[str, Entity], symmetric: Collection[str]) -> Statement:
    ends = [principals.get(end.id, end) for end in (statement.subject, statement.object)]
    if statement.predicate in symmetric:
        ends.sort(key=lambda end: end.id)
    chain: list[Entity] = []
    for speaker in statement.speaker_chain:
        principal = principals.get(speaker.id, speaker)
        if not chain or chain[-1].id != principal.id:
            chain.append(principal)
    qualifiers = (
        (role, value if isinstance(value, str) else principals.get(value.id, value))
        for role, value in statement.qualifiers
    )
    return replace(statement, subject=ends[0], object=ends[1], speaker_chain=tuple(chain), qualifiers=tuple(qualifiers))


def _principal(entity: Entity, known: Mapping[str, Entity], ontology: Ontology) -> Entity:
    """The end of the chain of those acted for; a chain that comes back stops before it does."""
    passed = {entity.id}
    while entity.acts_for and entity.acts_for not in passed:
        passed.add(entity.acts_for)
        entity = known.get(entity.acts_for) or known_entity(entity.acts_for, ontology)
    return entity


def known_entity(entity_id: str, ontology: Ontology) -> Entity:
    """An entity by its id: as the ontology knows it, else with its id alone, as when no statement names it."""
    actor = ontology.actors.get(entity_id)
    if actor is not None:
        return _entity_of(actor)
    kind, _, name = entity_id.partition("/")
    kinds: dict[str, Kind] = {each: each for each in KINDS}
    country = name if kind == "state" else None
    return Entity(entity_id, kinds.get(kind, "organization"), name, country=country)


def _entity_of(actor: Actor) -> Entity:
    labels = dict(actor.labels)
    if actor.alpha2 and (english := territory_name(actor.alpha2, "en")):
        labels.setdefault("en", english)
    label = labels.get("en") or next(iter(labels.values()), actor.id.partition("/")[2])
    country = actor.id.removeprefix("state/") if actor.kind == "state" else actor.country
    return Entity(
        actor.id,
        actor.kind,
        label,
        tuple(sorted(labels.items())),
        country=country,
        acts_for=actor.acts_for,
        same_as=actor.same_as,
    )
