"""Tables as comma-separated values that no spreadsheet takes for formulas.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be computed by Excel or LibreOffice: the
text of a stranger's article could call a program. Such a text gets an apostrophe before it; a text that begins with
apostrophes and then one of these gets one more, so that taking one away gives back every text. Numbers stay numbers.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.export.columns import Value
from kg.export.whole import whole_file

_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""The last four are the wide forms, which some spreadsheets read as the narrow ones."""


def guarded(value: Value) -> Value:
    """A value that a spreadsheet shows as it is."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def write_cells(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a table for people in UTF-8, whole or not at all."""
    with whole_file(path) as stream:
        stream.write(line_of(header))
        for row in rows:
            stream.write(line_of([guarded(value) for value in row]))


def line_of(row: Sequence[Value]) -> bytes:
    """A line of a table: every text in quotation marks, None as an empty cell without."""
    return f"{','.join(map(_cell, row))}\n".encode()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return "" if value is None else repr(value)
