"""How much room a name takes: its lines on the page and their width, without a browser."""

import unicodedata

LINE = 22
"""Widest line, in narrow characters."""

MOST = 200
"""Characters of a label that are looked at; those that take no room are among them."""

_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})


def lines_of(label: str) -> tuple[str, ...]:
    """The label in one or two lines, broken between words so that they are even, the rest cut off with an ellipsis."""
    words = label[:MOST].split()
    if len(label) > MOST:
        words[-1:] = [f"{words[-1] if words else ''}…"]
    if columns(" ".join(words)) <= LINE:
        return (" ".join(words),) if words else ("(no name)",)
    splits = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    fitting = [split for split in splits if max(map(columns, split)) <= LINE]
    if fitting:
        return min(fitting, key=lambda split: max(map(columns, split)))
    full = [split for split in splits if columns(split[0]) <= LINE]
    first, second = full[-1] if full else (" ".join(words), "")
    return tuple(_cut(line) for line in (first, second) if line)


def columns(text: str) -> float:
    """Width in narrow characters: ideographs count two, combining marks none."""
    return sum(_columns(character) for character in text)


def width(text: str, size: int) -> int:
    """An upper estimate of the width in pixels at a font size, for the fonts of common systems."""
    return int(sum(_ems(character) for character in text) * size) + 1


def _cut(line: str) -> str:
    if columns(line) <= LINE:
        return line
    kept = line
    while columns(kept) > LINE - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _columns(character: str) -> int:
    if unicodedata.category(character) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _ems(character: str) -> float:
    if character in _NARROW:
        return 0.36
    return {0: 0.0, 1: 0.78 if character.isupper() else 0.6, 2: 1.1}[_columns(character)]
