"""Pictures as SVG without scripts, fonts or addresses: bars, and actors in a circle with lines between them.

Coordinates are whole numbers, so that the same view gives the same bytes. Colours are those of Okabe and Ito.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.analysis.balance import Dyad
from kg.analysis.lettering import for_html, plain
from kg.model import Entity

COOPERATION, CONFLICT, EVEN = "#0072B2", "#D55E00", "#777777"
SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#777777")
LONGEST = 34
"""Characters of a label that a picture shows."""
_ROW, _LABELS, _WIDE = 24, 250, 720
_RADIUS, _MARGIN = 190, 230


def stacked_bars(
    title: str, rows: Sequence[tuple[str, Sequence[int]]], *, series: Sequence[str] = ("",), width: int = _WIDE
) -> str:
    """Rows of a label and one number of each series, as horizontal bars one after another; ValueError if they differ.

    `title` is also what a screen reader says.
    """
    if any(len(numbers) != len(series) for _, numbers in rows) or len(series) > len(SERIES):
        raise ValueError(f"{title!a}: {len(series)} series; every row needs as many numbers, up to {len(SERIES)}")
    named = [name for name in series if name]
    top = 40 + (_ROW if named else 0)
    scale = (width - _LABELS - 30 * (1 + len(series))) / max([1, *(sum(numbers) for _, numbers in rows)])
    parts = [*_legend(named, y=46)] if named else []
    for number, (label, numbers) in enumerate(rows):
        parts.extend(_bar(label, numbers, y=top + number * _ROW, scale=scale))
    return _svg(title, width, top + len(rows) * _ROW + 12, parts)


def who_with_whom(title: str, dyads: Iterable[Dyad], *, communities: Mapping[str, int] | None = None) -> str:
    """Actors in a circle, those of one community (id to its number) side by side, a line for each dyad.

    Blue is cooperation, orange and dashed conflict, grey both alike; the wider, the more relations.
    """
    drawn = sorted(dyads, key=lambda each: (each.positive + each.negative, each.one.id, each.other.id))
    actors = {end.id: end for dyad in drawn for end in (dyad.one, dyad.other)}
    order = sorted(actors, key=lambda name: ((communities or {}).get(name, 0), name))
    middle = _MARGIN + _RADIUS
    places = {name: _place(number, len(order), middle) for number, name in enumerate(order)}
    lines = [_line(dyad, places[dyad.one.id], places[dyad.other.id], middle) for dyad in drawn]
    labels = [part for name in order for part in _actor(actors[name], places[name], middle)]
    legend = _legend(("cooperation", "conflict", "both alike"), y=46, colours=(COOPERATION, CONFLICT, EVEN))
    return _svg(title, 2 * middle, 2 * _RADIUS + 130, [*legend, *lines, *labels])


def _svg(title: str, width: int, height: int, parts: Iterable[str]) -> str:
    name = for_html(plain(title, 200))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" aria-label="{name}" font-family="sans-serif" font-size="13">',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<text x="12" y="24" font-size="15" font-weight="bold" fill="#1a1a1a">{name}</text>',
            *parts,
            "</svg>\n",
        ]
    )


def _legend(names: Iterable[str], *, y: int, colours: Sequence[str] = SERIES) -> Iterator[str]:
    x = 12
    for name, colour in zip(names, colours, strict=False):
        yield f'<rect x="{x}" y="{y - 10}" width="12" height="12" fill="{colour}"/>'
        yield _text(x + 18, y, plain(name, LONGEST))
        x += 34 + 8 * len(plain(name, LONGEST))


def _bar(label: str, numbers: Sequence[int], *, y: int, scale: float) -> Iterator[str]:
    yield _text(_LABELS - 8, y + 16, plain(label, LONGEST), anchor="end")
    ends = [_LABELS + round(sum(numbers[:count]) * scale) for count in range(len(numbers) + 1)]
    for (start, end), colour in zip(pairwise(ends), SERIES, strict=False):
        if end > start:
            yield f'<rect x="{start}" y="{y + 3}" width="{end - start}" height="{_ROW - 6}" fill="{colour}"/>'
    yield _text(ends[-1] + 6, y + 16, " + ".join(map(str, numbers)))


def _text(x: int, y: int, text: str, *, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#1a1a1a">{for_html(text)}</text>'


def _place(number: int, count: int, middle: int) -> tuple[int, int]:
    angle = 2 * math.pi * number / max(count, 1) - math.pi / 2
    return middle + round(_RADIUS * math.cos(angle)), 90 + _RADIUS + round(_RADIUS * math.sin(angle))


def _line(dyad: Dyad, one: tuple[int, int], other: tuple[int, int], middle: int) -> str:
    colour = {1: COOPERATION, -1: CONFLICT, 0: EVEN}[dyad.sign]
    width = min(8, 1 + dyad.positive + dyad.negative)
    dashes = ' stroke-dasharray="9 5"' if dyad.sign < 0 else ""
    bend = [round(0.7 * inner + 0.15 * (a + b)) for inner, a, b in zip((middle, 90 + _RADIUS), one, other, strict=True)]
    path = f"M{one[0]} {one[1]} Q{bend[0]} {bend[1]} {other[0]} {other[1]}"
    told = for_html(
        f"{plain(dyad.one.label)}, {plain(dyad.other.label)}: {dyad.positive} of cooperation, "
        f"{dyad.negative} of conflict"
    )
    stroke = f'stroke="{colour}" stroke-width="{width}" stroke-opacity="0.75"{dashes}'
    return f'<path d="{path}" fill="none" {stroke}><title>{told}</title></path>'


def _actor(actor: Entity, place: tuple[int, int], middle: int) -> Iterator[str]:
    x, y = place
    away = (x > middle + 5) - (x < middle - 5)
    down = 5 if away else 22 if y > 90 + _RADIUS else -12
    anchor = {1: "start", -1: "end", 0: "middle"}[away]
    yield f'<circle cx="{x}" cy="{y}" r="6" fill="#1a1a1a"/>'
    yield _text(x + 12 * away, y + down, plain(actor.label, LONGEST - 8), anchor=anchor)
