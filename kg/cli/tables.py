"""Plain text for a terminal: tables whose columns are as wide as their widest cell, and lines that stay one line."""

import unicodedata
from collections.abc import Sequence

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a terminal show what follows in another order."""


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Header, a rule, one line a row."""
    cells = [[one_line(cell) for cell in row] for row in (header, *rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(header))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def one_line(text: str) -> str:
    r"""`text` with line ends and characters that could steer a terminal written as `\n`, `\x1b`, `\u202e`."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    hidden = character in BIDI or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
    return character.encode("unicode_escape").decode("ascii") if hidden else character


def _width(text: str) -> int:
    """Columns on a terminal: East Asian wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
