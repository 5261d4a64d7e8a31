"""A JSON Lines file becomes one document a line, read line by line; a bad line is a `Failure` and the rest goes on."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.model import Document
from kg.sources.dates import day_of
from kg.sources.encoding import BYTE_ORDER_MARKS, check_not_binary
from kg.sources.language import UNDETERMINED
from kg.sources.outcomes import MAX_BYTES, TOO_LONG, Caution, Failure, Outcome, make_document, one_line

REQUIRED = ("id", "text")
OPTIONAL = ("lang", "title", "published", "publisher", "url")
_SHAPE = '{"id", "text", "lang"?, "title"?, "published"?, "publisher"?, "url"?}'
_LANG = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]+)?", re.IGNORECASE)
_CHUNK = 1 << 20


def read(stream: BinaryIO, *, key: str) -> Iterator[Outcome]:
    """A `Document` for each line, with the key `<key>#<id>`, or a `Failure` with the key `<key>:<line number>`.

    Lines are UTF-8 and end in LF or CR LF; empty ones are passed over; `sha256` is of the line without its end and
    without a byte order mark. SourceError where the file is not UTF-8 text at all.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(_lines(stream), start=1):
        if number == 1:
            line = _checked_beginning(line)  # noqa: PLW2901  (the mark belongs to the file, not to the line)
        if line is not None and not line.strip():
            continue
        try:
            yield from _read_line(line, number, key=key, seen=seen)
        except SourceError as error:
            yield Failure(f"{key}:{number}", str(error))


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each line without its end; None for one longer than `MAX_BYTES`, of which never more is held."""
    while line := stream.readline(MAX_BYTES + 2):
        ended = line.endswith(b"\n")
        content = line.removesuffix(b"\n").removesuffix(b"\r")
        if len(content) <= MAX_BYTES:
            yield content
            continue
        while not ended and (rest := stream.readline(_CHUNK)):
            ended = rest.endswith(b"\n")
        yield None


def _checked_beginning(line: bytes | None) -> bytes | None:
    """The first line without its byte order mark; one error for the whole of a file that is not text."""
    if line is None:
        return None
    for mark, name in BYTE_ORDER_MARKS.items():
        if line.startswith(mark) and name == "utf-8":
            return line[len(mark) :]
        if line.startswith(mark):
            raise SourceError(f"is {name.upper()}; JSON Lines in UTF-8 is allowed")
    check_not_binary(line)
    return line


def _read_line(line: bytes | None, number: int, *, key: str, seen: dict[str, int]) -> Iterator[Outcome]:
    if line is None:
        raise SourceError(TOO_LONG)
    fields = _fields(_parse(line))
    name = unicodedata.normalize("NFC", fields["id"])
    document, cautions = _document(f"{key}#{name}", line, fields)
    if name in seen:
        raise SourceError(f'the "id" {one_line(name)!r} is already on line {seen[name]}; one line an id is allowed')
    seen[name] = number
    yield from cautions
    yield document


def _parse(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"), object_pairs_hook=_without_twins)
    except UnicodeDecodeError as error:
        raise SourceError(f"is not UTF-8 at byte {error.start}; JSON in UTF-8 is allowed") from error
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", "") or "too deep, or a number too long"
        raise SourceError(f"is not JSON ({one_line(why)}); one object {_SHAPE} a line is allowed") from error
    if not isinstance(record, dict):
        raise SourceError(f"is {_kind(record)}; one object {_SHAPE} a line is allowed")
    return record


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    for name in (*REQUIRED, *OPTIONAL):
        if sum(1 for other, _ in pairs if other == name) > 1:
            raise SourceError(f'"{name}" stands twice in one object; once is allowed')
    return fields


def _fields(record: dict[str, Any]) -> dict[str, str]:
    """The fields that we know, as strings; null, and what we do not know, is left out."""
    said = {name: record[name] for name in (*REQUIRED, *OPTIONAL) if record.get(name) is not None}
    if isinstance(said.get("id"), int) and not isinstance(said["id"], bool):
        said["id"] = str(said["id"])
    for name, value in said.items():
        if not isinstance(value, str):
            allowed = "a string or a whole number" if name == "id" else "a string"
            raise SourceError(f'"{name}" is {_kind(value)}; {allowed} is allowed')
    for name in REQUIRED:
        if name not in said:
            raise SourceError(f'"{name}" is missing; {_SHAPE} is allowed')
    if not said["id"]:
        raise SourceError('"id" is empty; a string of one or more characters is allowed')
    return said


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null")


def _document(key: str, line: bytes, fields: dict[str, str]) -> tuple[Document, list[Caution]]:
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
