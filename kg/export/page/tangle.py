"""How tangled a drawing is, and small steps that make it less so."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.export.page.overlap import GAP, Extent, Note, Point, covering

Pair = tuple[int, int]

THROUGH = 3
"""An edge that runs through a name is as bad as so many crossings."""
SWEEPS = 4
STEPS = (24, 60, 120, 200)
"""How far a node is tried away from its place, in pixels."""


def settled(
    points: Sequence[Point], pairs: Sequence[Pair], sizes: Sequence[Extent], notes: Sequence[Note]
) -> list[Point]:
    """The points after single nodes went where fewer edges cross and run through names, without covering anything."""
    here = list(points)
    for _ in range(SWEEPS):
        moved = False
        for index in range(len(here)):
            moved |= _move(here, index, pairs, sizes, notes)
        if not moved:
            break
    return here


def _move(here: list[Point], index: int, pairs: Sequence[Pair], sizes: Sequence[Extent], notes: Sequence[Note]) -> bool:
    """Puts one node on the best free place nearby; says whether that is another place."""
    start = here[index]
    best, least, words = start, _tangle_at(here, index, pairs, sizes), lost(here, sizes, notes)
    frame = _bounds(here)
    for place in _places(start):
        if not _inside(place, frame):
            continue
        here[index] = place
        if not _free(here, index, sizes):
            continue
        cost = _tangle_at(here, index, pairs, sizes)
        if cost < least - 1e-9 and lost(here, sizes, notes) <= words:
            best, least = place, cost
    here[index] = best
    return best != start


def _places(start: Point) -> Iterator[Point]:
    """Eight directions at each distance."""
    for step in STEPS:
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (0.7, -0.7), (-0.7, 0.7), (-0.7, -0.7)):
            yield start[0] + dx * step, start[1] + dy * step


def _bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _inside(place: Point, frame: tuple[float, float, float, float]) -> bool:
    return frame[0] <= place[0] <= frame[2] and frame[1] <= place[1] <= frame[3]


def _free(points: Sequence[Point], index: int, sizes: Sequence[Extent]) -> bool:
    (x, y), mine = points[index], sizes[index]
    return not any(
        other != index
        and abs(x - points[other][0]) < mine.half + size.half + GAP
        and y - mine.up - GAP < points[other][1] + size.down
        and points[other][1] - size.up < y + mine.down + GAP
        for other, size in enumerate(sizes)
    )


def _tangle_at(points: Sequence[Point], index: int, pairs: Sequence[Pair], sizes: Sequence[Extent]) -> float:
    """What one node has to do with: crossings of its edges, names under them, edges through its name, their length."""
    mine = [pair for pair in pairs if index in pair]
    others = [pair for pair in pairs if index not in pair]
    crossed = sum(_pairs_cross(points, a, b) for a in mine for b in others)
    covered = sum(
        at not in (a, b) and _through(points[a], points[b], points[at], sizes[at])
        for a, b in mine
        for at in range(len(points))
    )
    over = sum(_through(points[a], points[b], points[index], sizes[index]) for a, b in others)
    return crossed + THROUGH * (covered + over) + sum(_strain(points[a], points[b]) for a, b in mine)


def _strain(p: Point, q: Point) -> float:
    """An edge is at ease at a bit more than a hundred pixels."""
    length = max(((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2) ** 0.5, 1.0)
    return float(length / 200 + 70 / length)


def _pairs_cross(points: Sequence[Point], a: Pair, b: Pair) -> bool:
    return len({*a, *b}) == 4 and _cross(points[a[0]], points[a[1]], points[b[0]], points[b[1]])


def crossings(points: Sequence[Point], pairs: Sequence[Pair], sizes: Sequence[Extent]) -> int:
    """How tangled a drawing is: edges that cross, and, three times as bad, edges that run through a box."""
    segments = [(a, b, points[a], points[b]) for a, b in pairs]
    crossed = sum(
        len({a, b, c, d}) == 4 and _cross(p, q, r, s) for (a, b, p, q), (c, d, r, s) in combinations(segments, 2)
    )
    covered = sum(
        index not in (a, b) and _through(p, q, points[index], sizes[index])
        for a, b, p, q in segments
        for index in range(len(points))
    )
    return crossed + THROUGH * covered


def lost(points: Sequence[Point], sizes: Sequence[Extent], notes: Sequence[Note]) -> float:
    """Words that a box covers: 20 for the first and strongest, 10 for the second, and so on."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return sum(20 / (rank + 1) for rank, note in enumerate(notes) if any(covering(xs, ys, sizes, note)))


def _cross(p: Point, q: Point, r: Point, s: Point) -> bool:
    return _side(p, q, r) != _side(p, q, s) and _side(r, s, p) != _side(r, s, q)


def _side(p: Point, q: Point, r: Point) -> bool:
    return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])


def _through(p: Point, q: Point, centre: Point, size: Extent) -> bool:
    """Whether the segment meets the box, by a test of its sides and the box's extent."""
    left, right = centre[0] - size.half, centre[0] + size.half
    top, bottom = centre[1] - size.up, centre[1] + size.down
    if max(p[0], q[0]) < left or min(p[0], q[0]) > right or max(p[1], q[1]) < top or min(p[1], q[1]) > bottom:
        return False
    sides = {_side(p, q, corner) for corner in ((left, top), (left, bottom), (right, top), (right, bottom))}
    return len(sides) == 2
