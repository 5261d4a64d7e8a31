"""A record with named fields becomes a `Document`: what a line of JSON Lines and a row of a table have in common."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from kg.errors import SourceError
from kg.model import Document
from kg.sources.dates import day_of
from kg.sources.language import UNDETERMINED
from kg.sources.outcomes import Caution, Outcome, make_document, one_line

REQUIRED = ("id", "text")
OPTIONAL = ("lang", "title", "published", "publisher", "url")
SHAPE = '{"id", "text", "lang"?, "title"?, "published"?, "publisher"?, "url"?}'
_LANG = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]+)?", re.IGNORECASE)


def documents_of(
    record: dict[str, Any], source: bytes, number: int, *, key: str, seen: dict[str, int], place: str = "line"
) -> Iterator[Outcome]:
    """The document of a record, after its cautions; SourceError where it is none.

    `source` are the bytes that it stands in, `number` its place in the file, `seen` the place of each id before it.
    """
    fields = fields_of(record)
    name = unicodedata.normalize("NFC", fields["id"])
    document, cautions = read_record(f"{key}#{name}", source, fields)
    if name in seen:
        shown = one_line(name)
        raise SourceError(f'the "id" {shown!r} is already on {place} {seen[name]}; one {place} an id is allowed')
    seen[name] = number
    yield from cautions
    yield document


def fields_of(record: dict[str, Any]) -> dict[str, str]:
    """The fields that we know, as strings; null, and what we do not know, is left out."""
    said = {name: record[name] for name in (*REQUIRED, *OPTIONAL) if record.get(name) is not None}
    if isinstance(said.get("id"), int) and not isinstance(said["id"], bool):
        said["id"] = str(said["id"])
    for name, value in said.items():
        if not isinstance(value, str):
            allowed = "a string or a whole number" if name == "id" else "a string"
            raise SourceError(f'"{name}" is {kind_of(value)}; {allowed} is allowed')
    for name in REQUIRED:
        if name not in said:
            raise SourceError(f'"{name}" is missing; {SHAPE} is allowed')
    if not said["id"]:
        raise SourceError('"id" is empty; a string of one or more characters is allowed')
    return said


def kind_of(value: object) -> str:
    """What a value of JSON is, in a word for messages."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null")


def read_record(key: str, line: bytes, fields: dict[str, str]) -> tuple[Document, list[Caution]]:
    """The document with these fields, and what there is to say about it."""
    written = fields.get("published", "")
    day = day_of(written)
    cautions = []
    if written and day is None:
        shown = one_line(written[:40])
        cautions = [Caution(key, f'"published" {shown!r} is left out; YYYY-MM-DD, YYYY-MM or YYYY is allowed')]
    rest = {name: fields.get(name) for name in ("title", "publisher", "url")}
    lang = _lang(fields.get("lang", ""))
    return make_document(key, line, fields["text"], lang=lang, published=day, **rest), cautions


def _lang(written: str) -> str | None:
    """ISO 639-1 code of a language tag ("en" of "en-GB"); None for "", where the text is to be asked."""
    if not written or written == UNDETERMINED:
        return written or None
    match = _LANG.fullmatch(written)
    if match is None:
        shown = one_line(written[:40])
        raise SourceError(f'"lang" is {shown!r}; an ISO 639-1 code such as "en", or "{UNDETERMINED}", is allowed')
    return match[1].lower()
