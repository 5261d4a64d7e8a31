"""Who is with whom and against whom, and whether it adds up: signed dyads and triads.

A triad of signed dyads is balanced where the product of its signs is positive (the friend of my friend is my friend,
the enemy of my enemy is my friend) and frustrated where it is negative: Cartwright, D., Harary, F. (1956), "Structural
balance: a generalization of Heider's theory", Psychological Review 63, 277-293.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.analysis.relations import ASSERTED, relations_of, sign_of
from kg.model import ACTOR_KINDS, Entity, GraphView
from kg.ontology import Ontology, load_ontology


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two actors, in the order of their ids, and how many relations of cooperation and of conflict they have."""

    one: Entity
    other: Entity
    positive: int
    negative: int

    @property
    def sign(self) -> int:
        """1 where cooperation outweighs conflict, -1 where conflict does, 0 where they are even."""
        return (self.positive > self.negative) - (self.positive < self.negative)


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors in the order of their ids; `signs` are of first and second, first and third, second and third."""

    members: tuple[Entity, Entity, Entity]
    signs: tuple[int, int, int]

    @property
    def frustrated(self) -> bool:
        """Whether the product of the signs is negative."""
        first, second, third = self.signs
        return first * second * third < 0


@dataclass(frozen=True, slots=True)
class Balance:
    """Dyads and complete triads of a view, sorted by ids."""

    dyads: tuple[Dyad, ...]
    triads: tuple[Triad, ...]

    @property
    def frustrated(self) -> tuple[Triad, ...]:
        """The triads that do not add up."""
        return tuple(triad for triad in self.triads if triad.frustrated)

    @property
    def degree(self) -> float | None:
        """The share of triads that are balanced, 0 to 1 (Cartwright and Harary's degree of balance for triads).

        None where there is no triad.
        """
        return 1 - len(self.frustrated) / len(self.triads) if self.triads else None


def dyads_of(view: GraphView, *, ontology: Ontology | None = None) -> tuple[Dyad, ...]:
    """Pairs of actors with a relation of cooperation or conflict between them, sorted by ids.

    Counts relations that are affirmed and actual or planned, each once however many say it; only states,
    organizations, persons and groups are actors.
    """
    known = ontology or load_ontology()
    entities: dict[str, Entity] = {}
    counts: dict[tuple[str, str], list[int]] = {}
    for relation in relations_of(each for each in view.statements if each.status in ASSERTED):
        sign, ends = sign_of(relation.statements[0], known), (relation.subject, relation.object)
        if not sign or ends[0].id == ends[1].id or any(end.kind not in ACTOR_KINDS for end in ends):
            continue
        entities |= {end.id: end for end in ends}
        one, other = sorted(end.id for end in ends)
        counts.setdefault((one, other), [0, 0])[sign < 0] += 1
    return tuple(Dyad(entities[one], entities[other], *counts[one, other]) for one, other in sorted(counts))


def balance_of(view: GraphView, *, ontology: Ontology | None = None) -> Balance:
    """The signed dyads of a view and the triads they make; an even dyad makes none."""
    dyads = dyads_of(view, ontology=ontology)
    return Balance(dyads, tuple(_triads(dyads)))


def _triads(dyads: tuple[Dyad, ...]) -> Iterator[Triad]:
    signs: dict[tuple[str, str], int] = {(each.one.id, each.other.id): each.sign for each in dyads if each.sign}
    entities = {end.id: end for dyad in dyads for end in (dyad.one, dyad.other)}
    above: dict[str, set[str]] = {}
    for one, other in signs:
        above.setdefault(one, set()).add(other)
    for first, second in sorted(signs):
        for third in sorted(above[first] & above.get(second, set())):
            yield _triad((first, second, third), signs, entities)


def _triad(ids: tuple[str, str, str], signs: Mapping[tuple[str, str], int], entities: Mapping[str, Entity]) -> Triad:
    first, second, third = ids
    members = entities[first], entities[second], entities[third]
    return Triad(members, (signs[first, second], signs[first, third], signs[second, third]))
