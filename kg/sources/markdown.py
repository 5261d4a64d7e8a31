"""A Markdown file becomes one document. The text stays as written; front matter is read besides for its metadata."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.sources.dates import day_of
from kg.sources.encoding import decode
from kg.sources.outcomes import Caution, Outcome, make_document, read_whole
from kg.sources.text import cautions

_LINES = 100  # front matter longer than this is a text between two rules
_FIELD = re.compile(r"(title|date):[ \t]+(.*\S)[ \t]*", re.IGNORECASE)


def read(stream: BinaryIO, *, key: str) -> Iterator[Outcome]:
    """One `Document` with the title and date of its front matter. SourceError where it is not text."""
    source = read_whole(stream)
    decoded = decode(source)
    yield from cautions(decoded, key=key)
    fields = front_matter(decoded.text)
    day = day_of(fields.get("date", ""))
    if "date" in fields and day is None:
        yield Caution(key, "the date of its front matter is left out; YYYY-MM-DD, YYYY-MM or YYYY is allowed")
    yield make_document(key, source, decoded.text, title=fields.get("title"), published=day)


def front_matter(text: str) -> dict[str, str]:
    """`title` and `date` as they stand on a line of their own between `---` and `---` at the very beginning."""
    first, *lines = text.split("\n", _LINES)[:_LINES]
    ends = [number for number, line in enumerate(lines) if line.rstrip() in {"---", "..."}]
    if first.rstrip() != "---" or not ends:
        return {}
    matches = (_FIELD.fullmatch(line.rstrip("\r")) for line in lines[: ends[0]])
    written = {match[1].lower(): _unquoted(match[2]) for match in matches if match}
    return {name: value for name, value in written.items() if value}


def _unquoted(value: str) -> str:
    """The text of a YAML scalar that stands on one line; "" for any other YAML."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return "" if value[0] in "\"'|>[{&*!%@`#" else value
