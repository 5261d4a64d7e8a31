"""Boxes pushed apart until none covers another."""

from collections.abc import Iterator, Sequence
from typing import Protocol

Point = tuple[float, float]
Note = tuple[int, int, int]

GAP = 6
"""Clear pixels between two boxes."""
MOST = 1500
"""Above this many boxes the page hides what does not fit instead."""
ROUNDS = 600
NOTE_ROUNDS = 60
NOTE_HALF = 9
"""Half the height of words on an edge."""


class Extent(Protocol):
    """Room around a centre, in pixels."""

    @property
    def half(self) -> int:
        """Half the width."""

    @property
    def up(self) -> int:
        """Above the centre."""

    @property
    def down(self) -> int:
        """Below the centre."""


def apart(points: Sequence[Point], sizes: Sequence[Extent], notes: Sequence[Note] = ()) -> list[Point]:
    """The points moved as little as it takes that no two boxes overlap; unchanged where there are too many.

    `notes` are words in the middle of an edge: (end, other end, half their width); they are kept free where possible.
    """
    if len(points) > MOST:
        return list(points)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    for round_ in range(ROUNDS):
        moved = False
        if round_ < NOTE_ROUNDS:
            for note in notes:
                moved |= _clear(xs, ys, sizes, note)
        for a, b in _near(xs, sizes):
            moved |= _push(xs, ys, sizes, a, b)
        if not moved:
            break
    return list(zip(xs, ys, strict=True))


def _clear(xs: list[float], ys: list[float], sizes: Sequence[Extent], note: Note) -> bool:
    """Moves every box away from the middle of an edge; says whether there was one."""
    found = list(covering(xs, ys, sizes, note))
    for index, across, down in found:
        if abs(across) < abs(down):
            xs[index] += across
        else:
            ys[index] += down
    return bool(found)


def covering(
    xs: Sequence[float], ys: Sequence[float], sizes: Sequence[Extent], note: Note
) -> Iterator[tuple[int, float, float]]:
    """Boxes over the middle of an edge, and how far they would have to move, across or down."""
    a, b, half = note
    x, y = (xs[a] + xs[b]) / 2, (ys[a] + ys[b]) / 2
    for index, size in enumerate(sizes):
        wide = half + size.half + GAP - abs(xs[index] - x)
        if wide <= 0:
            continue
        below = ys[index] + (size.down - size.up) / 2 >= y
        high = (y + NOTE_HALF + GAP - ys[index] + size.up) if below else (ys[index] + size.down + GAP - y + NOTE_HALF)
        if high > 0:
            yield index, wide if xs[index] >= x else -wide, high if below else -high


def _near(xs: list[float], sizes: Sequence[Extent]) -> Iterator[tuple[int, int]]:
    """Pairs whose boxes share some x, found by a sweep from left to right."""
    order = sorted(range(len(xs)), key=lambda index: (xs[index] - sizes[index].half, index))
    for rank, a in enumerate(order):
        right = xs[a] + sizes[a].half + GAP
        for b in order[rank + 1 :]:
            if xs[b] - sizes[b].half > right:
                break
            yield a, b


def _push(xs: list[float], ys: list[float], sizes: Sequence[Extent], a: int, b: int) -> bool:
    """Moves two boxes apart along the shorter way; says whether they overlapped."""
    wide = sizes[a].half + sizes[b].half + GAP - abs(xs[a] - xs[b])
    if wide <= 0:
        return False
    lower, upper = (a, b) if (ys[a], a) > (ys[b], b) else (b, a)
    high = ys[upper] + sizes[upper].down + GAP - (ys[lower] - sizes[lower].up)
    if high <= 0:
        return False
    if wide < high:
        sign = 1 if (xs[a], a) > (xs[b], b) else -1
        xs[a] += sign * (wide / 2 + 0.5)
        xs[b] -= sign * (wide / 2 + 0.5)
    else:
        ys[lower] += high / 2 + 0.5
        ys[upper] -= high / 2 + 0.5
    return True
