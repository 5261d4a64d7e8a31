"""Whom actors act for: the ends of statements, as they are said and rolled up to states and bodies.

Only `acts_for` counts, which the role in the text or a dated term of office supports; where somebody comes from, or
which seat a firm has, never makes him his country.
"""

from collections.abc import Iterable, Mapping

from kg.actors import Actor
from kg.gazetteer import territory_name
from kg.model import Entity, GraphView, Kind, Statement
from kg.ontology import Ontology

Ends = tuple[tuple[Entity, Entity], ...]


def ends_of(view: GraphView) -> Ends:
    """Subject and object of every statement."""
    return tuple((statement.subject, statement.object) for statement in view.statements)


def rolled_ends(view: GraphView, ontology: Ontology) -> Ends:
    """Subject and object of every statement, each replaced by whom it acts for; two ends may become one."""
    principals = principals_of(view.statements, ontology)
    return tuple(
        (principals.get(subject.id, subject), principals.get(other.id, other)) for subject, other in ends_of(view)
    )


def principals_of(statements: Iterable[Statement], ontology: Ontology) -> dict[str, Entity]:
    """Id of every subject and object that acts for another to the last of those whom it acts for."""
    known = {each.id: each for statement in statements for each in (statement.subject, statement.object)}
    found: dict[str, Entity] = {}
    for entity in known.values():
        principal = _principal(entity, known, ontology)
        if principal.id != entity.id:
            found[entity.id] = principal
    return found


def _principal(entity: Entity, known: Mapping[str, Entity], ontology: Ontology) -> Entity:
    """The end of the chain of those acted for; a chain that comes back stops before it does."""
    passed = {entity.id}
    while entity.acts_for and entity.acts_for not in passed:
        passed.add(entity.acts_for)
        entity = known.get(entity.acts_for) or named(entity.acts_for, ontology)
    return entity


def named(entity_id: str, ontology: Ontology) -> Entity:
    """An entity that the view does not have itself: as the ontology names it, else by the end of its id."""
    actor = ontology.actors.get(entity_id)
    if actor is not None:
        return Entity(entity_id, actor.kind, _label(actor), acts_for=actor.acts_for)
    kind, _, name = entity_id.partition("/")
    kinds: dict[str, Kind] = {"state": "state", "group": "group"}
    return Entity(entity_id, kinds.get(kind, "organization"), name)


def _label(actor: Actor) -> str:
    labels = dict(actor.labels)
    territory = territory_name(actor.alpha2, "en") if actor.alpha2 else None
    return labels.get("en") or territory or next(iter(labels.values()), actor.id.partition("/")[2])
