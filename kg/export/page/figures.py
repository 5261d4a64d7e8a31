"""How an entity is drawn: shape and colour by kind, size by how much is said of it, its name below."""

from dataclasses import dataclass

from kg.export.page.grouping import Node
from kg.export.page.layout import Box
from kg.export.page.lettering import lines_of, width

LARGE, SMALL = 16, 13
"""The two sizes of type, in pixels, as in page.css and labels.js."""
LINE_HEIGHT = 1.25
COLOURS = {
    "state": "#000000",
    "organization": "#cc79a7",
    "person": "#009e73",
    "group": "#e69f00",
    "place": "#f0e442",
    "programme": "#56b4e9",
    "agreement": "#56b4e9",
    "policy": "#56b4e9",
    "event": "#f0e442",
    "asset": "#999999",
}
SHAPES = {
    "state": "dot",
    "organization": "dot",
    "person": "dot",
    "group": "dot",
    "place": "square",
    "programme": "diamond",
    "agreement": "square",
    "policy": "triangle",
    "event": "diamond",
    "asset": "square",
}
"""The colours of Okabe and Ito, without the two that tell cooperation from conflict; page.css has them for dark."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A node as it is drawn; `radius` in pixels, `lines` its name as it is written, `large` for main actors."""

    id: str
    kind: str
    lines: tuple[str, ...]
    radius: int
    large: bool

    @classmethod
    def of(cls, node: Node, *, large: bool) -> "Figure":
        """The figure of a node; a name is large only where something is said besides who and where somebody is."""
        entity, radius = node.entity, min(5 + round(2.4 * node.degree**0.5), 22)
        return cls(entity.id, entity.kind, lines_of(entity.label), radius, large and node.weight > 1)

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
            "color": COLOURS[self.kind],
            "size": self.radius,
        }
