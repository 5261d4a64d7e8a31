"""Where the nodes stand: computed here, so that the page is the same everywhere and opens at once.

Coordinates are whole pixels. Every choice that chance would make comes from a generator with a fixed seed, and nothing
depends on the order of a set.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph

from kg.export.page.overlap import Note, apart
from kg.export.page.tangle import crossings, lost, settled

ASPECT = 1.05
"""Width by height of the room that the page leaves for the graph."""
FLAT = 3.0
"""The same of a piece of at most `FEW` nodes, which stands in a row with others."""
FEW = 6
SCANT = 30
"""Up to so many nodes there is room for more white between them."""
HUB_DISTANCE = 0.6
"""How much longer an edge between two well connected nodes is: their neighbours stand around them."""
TRIES, FEWER_TRIES = 12, 4
"""Starts from which a graph of at most `SCANT` nodes and a small one are laid out; the least tangled stays."""
SMALL, MEDIUM = 150, 600

Point = tuple[float, float]
Link = tuple[str, str]
Frame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node takes around its centre, its label with it: half its width, and up and down, in pixels."""

    half: int
    up: int
    down: int


def positions(
    boxes: Mapping[str, Box], links: Sequence[Link], notes: Mapping[Link, int] | None = None
) -> dict[str, tuple[int, int]]:
    """Whole coordinates by id; boxes do not overlap (in graphs of up to 1500 nodes); pieces stand side by side.

    `boxes` and `links` come in an order that decides ties: the most important first. `notes`
    are links with words in their middle, and how wide these are.
    """
    pieces = [_piece(names, boxes, links, notes or {}) for names in _components(list(boxes), links)]
    placed = _packed(pieces, boxes)
    return {name: (round(placed[name][0]), round(placed[name][1])) for name in boxes}


def _components(names: list[str], links: Sequence[Link]) -> list[list[str]]:
    """Names that hang together, each list in the order given, the largest first."""
    number = {name: index for index, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(number[a], number[b]) for a, b in links])
    found = [[names[index] for index in sorted(part)] for part in graph.connected_components()]
    return sorted(found, key=lambda part: (-len(part), number[part[0]]))


def _piece(
    names: list[str], boxes: Mapping[str, Box], links: Sequence[Link], notes: Mapping[Link, int]
) -> dict[str, Point]:
    """One connected part, around its own origin."""
    number = {name: index for index, name in enumerate(names)}
    pairs = sorted({(number[a], number[b]) for a, b in links if a in number and a != b})
    words = [(number[a], number[b], wide // 2) for (a, b), wide in notes.items() if a in number and a != b]
    sizes = [boxes[name] for name in names]
    if len(names) > SMALL:
        return dict(zip(names, _spread(_drawn(len(names), pairs, 0), sizes, words), strict=True))
    drawn = [_drawn(len(names), pairs, seed) for seed in range(_tries(len(names)))]
    turned = [[(y, x) for x, y in points] for points in drawn]
    found = [_spread(points, sizes, words) for points in drawn + turned]
    best = min(found, key=lambda points: _cost(points, pairs, sizes, words))
    return dict(zip(names, settled(best, pairs, sizes, words), strict=True))


def _tries(count: int) -> int:
    if count <= FEW:
        return 2
    return TRIES if count <= SCANT else FEWER_TRIES


def _cost(points: list[Point], pairs: list[tuple[int, int]], sizes: Sequence[Box], words: Sequence[Note]) -> float:
    """Crossings, and what weighs as much: words without room, and 20 pixels of height that the page would need."""
    names = [str(index) for index in range(len(points))]
    frame = _frame(dict(zip(names, points, strict=True)), dict(zip(names, sizes, strict=True)))
    return crossings(points, pairs, sizes) + lost(points, sizes, words) + _badness([(0.0, 0.0)], [frame]) / 20


def _drawn(count: int, pairs: list[tuple[int, int]], seed: int) -> list[Point]:
    """One drawing of a connected graph, not yet to scale."""
    if count == 1:
        return [(0.0, 0.0)]
    graph = igraph.Graph(count, pairs)
    lengths = [1 + HUB_DISTANCE * (min(graph.degree(pair)) - 1) ** 0.5 for pair in pairs]
    chance = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    start = [[chance.random() * count**0.5, chance.random() * count**0.5] for _ in range(count)]
    igraph.set_random_number_generator(chance)
    try:
        if count <= MEDIUM:
            drawn = graph.layout_kamada_kawai(seed=start, maxiter=50 * count, weights=lengths)
        else:
            drawn = graph.layout_fruchterman_reingold(seed=start, niter=300, grid=True)
    finally:
        igraph.set_random_number_generator(random)
    return [(point[0], point[1]) for point in drawn]


def _spread(points: list[Point], sizes: Sequence[Box], words: Sequence[Note]) -> list[Point]:
    """To the scale of the labels and the shape of the page, then apart until no two boxes overlap."""
    room = sum(2 * box.half * (box.up + box.down) for box in sizes)
    airy = 2.4 if len(points) > SCANT else 4.0
    aspect = ASPECT if len(points) > FEW else FLAT
    height = (airy * room / aspect) ** 0.5
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale_x = height * aspect / wide if wide else 0.0
    scale_y = height / high if high else 0.0
    return apart(
        [((x - min(xs)) * scale_x, (y - min(ys)) * scale_y) for x, y in zip(xs, ys, strict=True)], sizes, words
    )


def _packed(pieces: list[dict[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The largest piece first, the others beside and below it in rows as wide as makes the whole fit the page best."""
    frames = [_frame(piece, boxes) for piece in pieces]
    area = sum(wide * high for _, _, wide, high in frames)
    widest = max((wide for _, _, wide, _ in frames), default=0.0)
    limits = [widest] + [max(widest, (area * ASPECT) ** 0.5 * step / 10) for step in range(8, 20)]
    corners = min((_rows(frames, limit) for limit in limits), key=lambda found: _badness(found, frames))
    placed: dict[str, Point] = {}
    for piece, (left, top, _, _), (x, y) in zip(pieces, frames, corners, strict=True):
        placed |= {name: (px - left + x, py - top + y) for name, (px, py) in piece.items()}
    return placed


def _rows(frames: Sequence[Frame], limit: float) -> list[Point]:
    """Upper left corners: columns of pieces as high as the row that the first of them opens."""
    corners: list[Point] = []
    x = y = row = column = used = 0.0
    for _, _, wide, high in frames:
        if used and used + high <= row and x + wide <= limit:
            column = max(column, wide)
        elif x + column + wide <= limit and row:
            x, used, column = x + column, 0.0, wide
        else:
            x, y, row, used, column = 0.0, y + row, high, 0.0, wide
        corners.append((x, y + used))
        used, row = used + high, max(row, used + high)
    return corners


def _badness(corners: Sequence[Point], frames: Sequence[Frame]) -> float:
    """Height that the page would need to show it all: smaller is better."""
    right = max((x + frame[2] for (x, _), frame in zip(corners, frames, strict=True)), default=0.0)
    bottom = max((y + frame[3] for (_, y), frame in zip(corners, frames, strict=True)), default=0.0)
    return max(bottom, right / ASPECT)


def _frame(piece: Mapping[str, Point], boxes: Mapping[str, Box], margin: int = 16) -> Frame:
    """Left, top, width and height of a piece with its labels and a margin."""
    left = min(x - boxes[name].half for name, (x, _) in piece.items()) - margin
    top = min(y - boxes[name].up for name, (_, y) in piece.items()) - margin
    right = max(x + boxes[name].half for name, (x, _) in piece.items()) + margin
    bottom = max(y + boxes[name].down for name, (_, y) in piece.items()) + margin
    return left, top, right - left, bottom - top
