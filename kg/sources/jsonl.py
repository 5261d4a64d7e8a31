"""A JSON Lines file becomes one document a line, read line by line; a bad line is a `Failure` and the rest goes on."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.sources.encoding import BYTE_ORDER_MARKS, check_not_binary
from kg.sources.outcomes import MAX_BYTES, TOO_LONG, Failure, Outcome, one_line
from kg.sources.records import OPTIONAL, REQUIRED, SHAPE, documents_of, kind_of

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
    yield from documents_of(_parse(line), line, number, key=key, seen=seen)


def _parse(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"), object_pairs_hook=_without_twins)
    except UnicodeDecodeError as error:
        raise SourceError(f"is not UTF-8 at byte {error.start}; JSON in UTF-8 is allowed") from error
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", "") or "too deep, or a number too long"
        raise SourceError(f"is not JSON ({one_line(why)}); one object {SHAPE} a line is allowed") from error
    if not isinstance(record, dict):
        raise SourceError(f"is {kind_of(record)}; one object {SHAPE} a line is allowed")
    return record


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    for name in (*REQUIRED, *OPTIONAL):
        if sum(1 for other, _ in pairs if other == name) > 1:
            raise SourceError(f'"{name}" stands twice in one object; once is allowed')
    return fields
