"""How much room a name takes: its lines on the page and their width, without a browser."""

import unicodedata

LINE = 22
"""Widest line, in narrow characters."""
LINES = 2

_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})


def lines_of(label: str) -> tuple[str, ...]:
    """The label in at most two lines, broken between words, the rest cut off with an ellipsis."""
    lines: list[str] = []
    words = label.split()
    while words and len(lines) < LINES:
        line = words.pop(0)
        while words and columns(f"{line} {words[0]}") <= LINE:
            line += f" {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] += " …"
    return tuple(_cut(line) for line in lines) or ("(no name)",)


def columns(text: str) -> float:
    """Width in narrow characters: ideographs count two, combining marks none."""
    return sum(_columns(character) for character in text)


def width(text: str, size: int) -> int:
    """An upper estimate of the width in pixels at a font size, for the fonts of common systems."""
    return int(sum(_ems(character) for character in text) * size) + 1


def _cut(line: str) -> str:
    if columns(line) <= LINE:
        return line
    kept = line.removesuffix(" …")
    while columns(kept) > LINE - 1:
        kept = kept[:-1]
    return f"{kept}…"


def _columns(character: str) -> int:
    if unicodedata.category(character) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _ems(character: str) -> float:
    if character in _NARROW:
        return 0.36
    return {0: 0.0, 1: 0.78 if character.isupper() else 0.6, 2: 1.1}[_columns(character)]
