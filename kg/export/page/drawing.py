"""The graph as pyvis holds it: nodes with figure and place, edges with the statements that they stand for."""

from collections.abc import Mapping, Sequence
from importlib.resources import files

from pyvis.network import Network

from kg.export.page.figures import SMALL, Figure
from kg.export.page.grouping import Edge, Node, edges_of, first_part, nodes_of, predicate_of
from kg.export.page.layout import positions
from kg.export.page.lettering import width
from kg.export.page.rollup import Ends
from kg.export.page.surroundings import placed_around
from kg.model import GraphView
from kg.ontology import Ontology

MAIN_ACTORS = 8
"""Nodes whose names are written large."""
LABELLED_EDGES, STRONGEST_EDGES = 40, 12
"""Up to so many edges carry words, all but the background; of more, the strongest so many. As in graph.js."""


def network_of(view: GraphView, ontology: Ontology, ends: Ends) -> Network:
    """Every end is a node, every pair and sign an edge, the strongest first: directed, or pyvis drops the second edge.

    A relation of somebody to himself is an edge where the text says it of him, and none where two ends were rolled
    up into one.
    """
    nodes = nodes_of(view, ontology, ends)
    edges = [edge for edge in edges_of(view, ontology, ends) if edge.source != edge.target or _said_of_self(view, edge)]
    network = Network(directed=True, cdn_resources="in_line")
    network.set_template_dir(str(files("kg.export.page")), "page.html")
    most = max((node.degree for node in nodes), default=0)
    figures = [Figure.of(node, large=rank < MAIN_ACTORS, most=most) for rank, node in enumerate(nodes)]
    places = _places(figures, nodes, edges, _notes(view, edges, ontology))
    for figure in figures:
        x, y = places[figure.id]
        network.add_node(figure.id, x=x, y=y, **figure.options())
    for index, edge in enumerate(edges):
        network.add_edge(
            edge.source,
            edge.target,
            id=f"e{index}",
            sign=edge.sign,
            order=edge.order,
            background=edge.background,
            statements=edge.statements,
            arrows="",
        )
    return network


def _said_of_self(view: GraphView, edge: Edge) -> bool:
    return any(view.statements[index].subject == view.statements[index].object for index in edge.statements)


def _places(
    figures: Sequence[Figure], nodes: Sequence[Node], edges: Sequence[Edge], notes: Mapping[tuple[str, str], int]
) -> dict[str, tuple[int, int]]:
    """The part that is seen first is laid out for itself, all other nodes around it."""
    links = [(edge.source, edge.target) for edge in edges]
    first = links[: first_part(edges)]
    seen = {name for link in first for name in link}
    if len(first) == len(edges):
        seen |= {node.entity.id for node in nodes}
    core = positions({figure.id: figure.box for figure in figures if figure.id in seen}, first, notes)
    return placed_around(core, [figure.id for figure in figures], links)


def _notes(view: GraphView, edges: Sequence[Edge], ontology: Ontology) -> dict[tuple[str, str], int]:
    """Room for the words on the edges that carry some at first sight: all of few, the strongest of many; in pixels."""
    most = LABELLED_EDGES if len(edges) <= LABELLED_EDGES else STRONGEST_EDGES
    worded = [edge for edge in edges if not edge.background][:most]
    found: dict[tuple[str, str], int] = {}
    for edge in worded:
        first = view.statements[edge.statements[0]]
        words = predicate_of(first, ontology).label_en
        words += "" if first.status == "actual" else f" ({first.status})"
        words += " +9 ›" if len(edge.statements) > 1 else ""
        found.setdefault((edge.source, edge.target), width(words, SMALL))
    return found
