"""Who stands in the middle: degree, betweenness and communities, by networkx, the same for the same view."""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.analysis.relations import relations_of, sign_of
from kg.model import Entity, GraphView
from kg.ontology import Ontology, load_ontology

SEED = 0
EXACT = 500
"""Of more entities than so many betweenness is estimated from the shortest paths of this many (Brandes and Pich
2007)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An entity in the graph of affirmed relations.

    `outgoing` and `incoming` count relations that it is subject and object of; `neighbours` others that it has any
    relation with; `betweenness`, 0 to 1, is the share of shortest paths that lead through it; `community` numbers its
    community from 0, the largest first.
    """

    entity: Entity
    outgoing: int
    incoming: int
    neighbours: int
    betweenness: float
    community: int

    @property
    def degree(self) -> int:
        """Relations that it takes part in."""
        return self.outgoing + self.incoming


def standing_of(view: GraphView, *, ontology: Ontology | None = None) -> tuple[Standing, ...]:
    """Every subject and object of an affirmed relation, by degree, then betweenness, then id."""
    affirmed = [each for each in relations_of(view) if each.polarity == "affirmed"]
    entities = {end.id: end for each in affirmed for end in (each.subject, each.object)}
    pairs = [(each.subject.id, each.object.id) for each in affirmed]
    graph, numbers = _numbered(entities, dict.fromkeys(pairs, 1.0))
    between = nx.betweenness_centrality(graph, k=EXACT if len(graph) > EXACT else None, seed=SEED)
    community = {
        member: number for number, members in enumerate(communities_of(view, ontology=ontology)) for member in members
    }
    outgoing = dict.fromkeys(entities, 0)
    incoming = dict(outgoing)
    for subject, value in pairs:
        outgoing[subject] += 1
        incoming[value] += 1
    found = [
        Standing(entity, outgoing[name], incoming[name], graph.degree(at), round(between[at], 6), community[name])
        for name, entity in entities.items()
        for at in [numbers[name]]
    ]
    return tuple(sorted(found, key=lambda each: (-each.degree, -each.betweenness, each.entity.id)))


def communities_of(
    view: GraphView, *, ontology: Ontology | None = None, sign: int | None = None
) -> tuple[tuple[str, ...], ...]:
    """Ids of the entities of each community, sorted; the largest community first.

    By the method of Louvain (Blondel et al. 2008) over affirmed relations, a pair weighted by how many it has; `sign`
    1 takes cooperation alone (blocs), -1 conflict alone. An entity without such a relation is its own community.
    """
    known = ontology or load_ontology()
    entities: dict[str, Entity] = {}
    weights: dict[tuple[str, str], float] = {}
    for relation in relations_of(view):
        if relation.polarity == "denied":
            continue
        entities |= {end.id: end for end in (relation.subject, relation.object)}
        if sign is None or sign_of(relation.statements[0], known) == sign:
            one, other = sorted((relation.subject.id, relation.object.id))
            weights[one, other] = weights.get((one, other), 0.0) + 1
    graph, numbers = _numbered(entities, weights)
    names = {number: name for name, number in numbers.items()}
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    return tuple(
        sorted((tuple(sorted(names[at] for at in each)) for each in found), key=lambda each: (-len(each), each))
    )


def _numbered(
    entities: Mapping[str, Entity], weights: Mapping[tuple[str, str], float]
) -> tuple["nx.Graph[int]", dict[str, int]]:
    """The undirected graph with numbers for names: sets of numbers have the same order in every process."""
    numbers = {name: number for number, name in enumerate(sorted(entities))}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(numbers)))
    graph.add_weighted_edges_from(
        (numbers[one], numbers[other], weight) for (one, other), weight in sorted(weights.items()) if one != other
    )
    return graph, numbers
