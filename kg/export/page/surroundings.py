"""Places for the nodes that are not seen at first: around those that are, which stay where they stand."""

import random
from collections.abc import Mapping, Sequence

import igraph

Link = tuple[str, str]
Place = tuple[int, int]

UNIT = 110
"""Pixels of an edge at rest."""
ROUNDS = 120
GRID = 1000
"""Above so many nodes those far apart do not push each other."""
MARGIN = 8


def placed_around(core: Mapping[str, Place], names: Sequence[str], links: Sequence[Link]) -> dict[str, Place]:
    """All names with whole coordinates; those of the core as given. The order of `names` decides ties."""
    rest = [name for name in names if name not in core]
    if not rest:
        return dict(core)
    number = {name: index for index, name in enumerate(names)}
    pairs = sorted({(number[a], number[b]) for a, b in links if a != b})
    graph = igraph.Graph(len(names), pairs)
    chance = random.Random(0)  # noqa: S311 - a drawing, not a secret
    start = _start(core, names, chance)
    lowest = [list(start[index]) if name in core else [-1e6, -1e6] for index, name in enumerate(names)]
    highest = [list(start[index]) if name in core else [1e6, 1e6] for index, name in enumerate(names)]
    igraph.set_random_number_generator(chance)
    try:
        drawn = graph.layout_fruchterman_reingold(
            seed=[list(point) for point in start],
            niter=ROUNDS,
            start_temp=len(names) ** 0.5 / 4,
            grid=len(names) > GRID,
            minx=[low[0] for low in lowest],
            miny=[low[1] for low in lowest],
            maxx=[high[0] for high in highest],
            maxy=[high[1] for high in highest],
        )
    finally:
        igraph.set_random_number_generator(random)
    found = {name: (round(drawn[index][0] * UNIT), round(drawn[index][1] * UNIT)) for index, name in enumerate(names)}
    return {**found, **core}


def _start(core: Mapping[str, Place], names: Sequence[str], chance: random.Random) -> list[tuple[float, float]]:
    """The core to scale, the others anywhere in a square around it that has room for all."""
    xs, ys = [x for x, _ in core.values()] or [0], [y for _, y in core.values()] or [0]
    middle = (max(xs) + min(xs)) / 2 / UNIT, (max(ys) + min(ys)) / 2 / UNIT
    side = max((max(xs) - min(xs)) / UNIT, (max(ys) - min(ys)) / UNIT, len(names) ** 0.5) + MARGIN
    return [
        (core[name][0] / UNIT, core[name][1] / UNIT)
        if name in core
        else (middle[0] + (chance.random() - 0.5) * side, middle[1] + (chance.random() - 0.5) * side)
        for name in names
    ]
