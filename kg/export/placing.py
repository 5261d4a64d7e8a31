"""Where the nodes of a graph file stand, how large and in which colour, so that Gephi shows a picture at once.

Whole coordinates from igraph with a fixed seed; a program that lays out anew overrides them.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph

KIND_COLOURS: Mapping[str, tuple[int, int, int]] = {
    "state": (0, 114, 178),
    "organization": (0, 158, 115),
    "person": (230, 159, 0),
    "group": (204, 121, 167),
    "place": (153, 153, 51),
    "programme": (86, 180, 233),
    "agreement": (68, 170, 153),
    "policy": (136, 34, 85),
    "event": (213, 94, 0),
    "asset": (118, 118, 118),
}
SIGN_COLOURS: Mapping[int, tuple[int, int, int]] = {1: (0, 114, 178), -1: (213, 94, 0), 0: (118, 118, 118)}
APART = 120
"""Room around a node."""
FEW = 150
"""Up to so many nodes are laid out by Kamada and Kawai, more by Fruchterman and Reingold."""


@dataclass(frozen=True, slots=True)
class Place:
    """Coordinates and diameter of a node."""

    x: int
    y: int
    size: int


def places(nodes: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, Place]:
    """The place of every node; the same for the same nodes and links in the same order."""
    if not nodes:
        return {}
    number = {node: index for index, node in enumerate(nodes)}
    graph = igraph.Graph(len(nodes), [(number[a], number[b]) for a, b in links])
    degrees = graph.degree()
    igraph.set_random_number_generator(random.Random(0))  # noqa: S311 - a layout is no secret
    simple = graph.simplify()
    layout = simple.layout_kamada_kawai() if len(nodes) <= FEW else simple.layout_fruchterman_reingold(niter=200)
    layout.center()
    scale = APART * max(1.0, len(nodes) ** 0.5) / max(1.0, *(abs(value) for point in layout for value in point)) / 2
    return {
        node: Place(round(x * scale), round(y * scale), round(8 + 4 * degree**0.5))
        for node, (x, y), degree in zip(nodes, layout, degrees, strict=True)
    }
