"""A table, CSV, TSV or Parquet, becomes one document a row, read row by row; a bad row is a `Failure`.

A row has the fields of a line of JSON Lines, in columns of the same names or of those that the user tells.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from kg.errors import SourceError, UsageError
from kg.sources.outcomes import MAX_BYTES, Failure, Outcome, one_line
from kg.sources.records import OPTIONAL, REQUIRED, documents_of

FIELDS = (*REQUIRED, *OPTIONAL)
_ROWS = 64  # of a Parquet file that are held at once
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
Row = dict[str, Any]


def columns_of(written: str) -> dict[str, str]:
    """Field -> column, of "id=ID,text=body"; UsageError where it is none."""
    pairs = [pair.partition("=") for pair in written.split(",") if pair]
    found = {field.strip(): column.strip() for field, _, column in pairs}
    if len(found) < len(pairs) or not set(found) <= set(FIELDS) or not all(found.values()):
        raise UsageError(
            f"--columns {written!r}: is no mapping; id=COLUMN,text=COLUMN of {', '.join(FIELDS)} is allowed"
        )
    return found


def read(stream: BinaryIO, *, key: str, columns: Mapping[str, str]) -> Iterator[Outcome]:
    """A `Document` for each row, with the key `<key>#<id>`, or a `Failure` with the key `<key>:<row number>`.

    `sha256` is of the row's fields as compact JSON. SourceError where the file is no table or lacks a column.
    """
    mapping = {field: columns.get(field, field) for field in FIELDS}
    delimiter = _DELIMITERS.get(PurePosixPath(key).suffix.lower())
    rows = _written(stream, delimiter, mapping) if delimiter else _parquet(stream, mapping)
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        record = {field: _plain(row[column]) for field, column in mapping.items() if row.get(column) not in (None, "")}
        if "id" in record and "text" not in record:
            record["text"] = ""
        source = json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "replace")
        try:
            yield from documents_of(record, source, number, key=key, seen=seen, place="row")
        except SourceError as error:
            yield Failure(f"{key}:{number}", str(error))


def _plain(value: object) -> object:
    """Dates as text, numbers of ids as they are."""
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value


def _written(stream: BinaryIO, delimiter: str, mapping: Mapping[str, str]) -> Iterator[Row]:
    csv.field_size_limit(MAX_BYTES)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        rows = csv.DictReader(lines, delimiter=delimiter, strict=True)
        _check(rows.fieldnames or (), mapping)
        yield from rows
    except UnicodeDecodeError as error:
        raise SourceError(f"is not UTF-8 at byte {error.start}; a table in UTF-8 is allowed") from error
    except csv.Error as error:
        raise SourceError(f"is no table ({one_line(str(error))}); CSV with a line of names is allowed") from error
    finally:
        lines.detach()


def _parquet(stream: BinaryIO, mapping: Mapping[str, str]) -> Iterator[Row]:
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError as error:
        raise SourceError('needs pyarrow; pip install "geokg[corpus]", or CSV, is allowed') from error
    if not stream.seekable():
        raise SourceError("is Parquet on standard input; a file is allowed")
    try:
        file = parquet.ParquetFile(stream)
        _check(file.schema_arrow.names, mapping)
        known = [column for column in mapping.values() if column in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=_ROWS, columns=known):
            yield from batch.to_pylist()
    except (ValueError, OSError) as error:  # pyarrow's own are among them
        raise SourceError(f"is no Parquet file ({one_line(str(error))}); a whole one is allowed") from error


def _check(names: Any, mapping: Mapping[str, str]) -> None:  # noqa: ANN401 - a list, however it is called
    missing = [mapping[field] for field in REQUIRED if mapping[field] not in names]
    if missing:
        has = ", ".join(one_line(str(name)) for name in names) or "none"
        raise SourceError(f"has no column {one_line(missing[0])!r} but {has}; --columns id=...,text=... is allowed")
