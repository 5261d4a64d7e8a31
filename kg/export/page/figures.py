"""How an entity is drawn: shape and colour by kind, size by how much is said of it, its name below."""

from dataclasses import dataclass

from kg.export.page.grouping import Node
from kg.export.page.layout import Box
from kg.export.page.lettering import lines_of, width

LARGE, SMALL = 16, 13
"""The two sizes of type, in pixels, as in page.css and labels.js."""
LINE_HEIGHT = 1.25
SAID_ENOUGH = 3
"""Statements that a main actor has at least."""
MANY = 40
"""A node is drawn largest with the most statements, if these are at least so many."""
SHAPES = {
    "state": "dot",
    "organization": "hexagon",
    "person": "dot",
    "group": "triangleDown",
    "place": "square",
    "programme": "diamond",
    "agreement": "square",
    "policy": "triangle",
    "event": "diamond",
    "asset": "square",
}
"""Colours are in page.css, one set for light and one for dark; as in legend.js."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A node as it is drawn; `radius` in pixels, `lines` its name as it is written, `large` for main actors."""

    id: str
    kind: str
    lines: tuple[str, ...]
    radius: int
    large: bool

    @classmethod
    def of(cls, node: Node, *, large: bool, most: int) -> "Figure":
        """The figure of a node, `most` being the largest degree.

        A name is large only where enough is said besides who and where somebody is.
        """
        entity, radius = node.entity, 5 + round(17 * (node.degree / max(most, MANY)) ** 0.5)
        return cls(entity.id, entity.kind, lines_of(entity.label), radius, large and node.weight >= SAID_ENOUGH)

    @property
    def box(self) -> Box:
        """The room that it takes with its name below it."""
        size = LARGE if self.large else SMALL
        half = max(self.radius, *((width(line, size) + 1) // 2 for line in self.lines))
        return Box(half, self.radius + 2, self.radius + 6 + round(len(self.lines) * size * LINE_HEIGHT))

    def options(self) -> dict[str, object]:
        """What vis draws, all but its place."""
        return {
            "label": "\n".join(self.lines),
            "lines": self.lines,
            "large": self.large,
            "kind": self.kind,
            "shape": SHAPES[self.kind],
            "size": self.radius,
        }
