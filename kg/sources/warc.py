"""A web archive becomes one document a page: each answer of a server that is HTML, record by record.

Its key is `<key of the file>#<id of the record>`, without the "urn:uuid:" that ids begin with; its URL is that which
was asked for. The date of a record says when a page was fetched, not when it was published, and is not used.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.sources import html
from kg.sources.outcomes import MAX_BYTES, TOO_LONG, Failure, Outcome, Skipped, one_line

PAGES = frozenset({"text/html", "application/xhtml+xml"})
_CHUNK = 1 << 16
_OFTEN = ("urn:uuid:",)


def read(stream: BinaryIO, *, key: str) -> Iterator[Outcome]:
    """A `Document` for each page, a `Skipped` for other answers, a `Failure` for a page that cannot be read.

    Requests and what describes the archive itself are passed over. SourceError where the file is no archive.
    """
    try:
        archives = import_module("warcio.archiveiterator")
        problems = import_module("warcio.exceptions").ArchiveLoadFailed
    except ImportError as error:
        raise SourceError('needs warcio; pip install "geokg[corpus]" is allowed') from error
    seen: set[str] = set()
    try:
        for number, record in enumerate(archives.WARCIterator(stream), start=1):
            if record.rec_type in {"response", "resource", "revisit"}:
                yield from _outcomes(record, number, key, seen)
    except (problems, EOFError, ValueError) as error:
        reason = one_line(" ".join(str(error).split())[:200])
        raise SourceError(
            f"is no web archive, or is damaged ({reason}); a whole .warc or .warc.gz is allowed"
        ) from error


def _outcomes(record: Any, number: int, key: str, seen: set[str]) -> Iterator[Outcome]:  # noqa: ANN401 - untyped library
    name = _id(record) or f"{number}"
    place = f"{key}#{name}"
    if name in seen:
        yield Failure(
            f"{key}:{number}", f"the id {one_line(name)!r} is already in the file; one record an id is allowed"
        )
        return
    seen.add(name)
    if reason := _no_page(record):
        yield Skipped(place, reason)
        return
    try:
        yield from html.documents_of(_content(record), key=place, declared=_charset(record), url=_url(record))
    except SourceError as error:
        yield Failure(f"{key}:{number}", f"{_url(record) or name}: {error}")


def _content(record: Any) -> bytes:  # noqa: ANN401
    """What the server sent, unpacked; SourceError where it is more than `MAX_BYTES`, which are then not read."""
    stream, parts, size = record.content_stream(), [], 0
    while part := stream.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise SourceError(TOO_LONG)
    while record.raw_stream.read(_CHUNK):  # what stands behind the end that the server told
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise SourceError("ends before its length; a whole archive is allowed")
    return b"".join(parts)


def _id(record: Any) -> str:  # noqa: ANN401
    """The id of a record as a part of a key."""
    written = (record.rec_headers.get_header("WARC-Record-ID") or "").strip().removeprefix("<").removesuffix(">")
    for prefix in _OFTEN:
        written = written.removeprefix(prefix)
    return one_line(written)


def _no_page(record: Any) -> str:  # noqa: ANN401
    """Why a record is no page, in words to be counted; "" where it is one."""
    if record.rec_type == "revisit":
        return "revisit"
    status = record.http_headers.get_statuscode() if record.http_headers is not None else "200"
    if status != "200":
        return f"status {one_line(status)[:3]}"
    kind = _type(record).partition(";")[0].strip().lower()
    return "" if kind in PAGES else one_line(kind)[:60] or "no type"


def _type(record: Any) -> str:  # noqa: ANN401
    headers = record.rec_headers if record.http_headers is None else record.http_headers
    return str(headers.get_header("Content-Type") or "")


def _charset(record: Any) -> str | None:  # noqa: ANN401
    """The encoding that the server told, None where it told none."""
    for part in _type(record).split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \t\"'")[:40] or None
    return None


def _url(record: Any) -> str | None:  # noqa: ANN401
    written = (record.rec_headers.get_header("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    return one_line(written) or None
