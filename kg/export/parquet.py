"""A view as Parquet: one statement a row with nested lists, for pandas, Polars, DuckDB and Spark (extra `parquet`)."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.export.jsonl import described
from kg.export.whole import whole_file
from kg.model import View
from kg.ontology import Ontology

AT_ONCE = 10_000
"""Statements in memory, and in one row group."""


def write(view: View, path: Path, *, ontology: Ontology) -> None:
    """Write the fields of JSON Lines as columns; lists stay lists, and a quantity and a qualifier have named parts.

    A UsageError where pyarrow is not installed.
    """
    arrow, parquet = _pyarrow()
    schema = _schema(arrow)
    rows = _rows(view, ontology)
    with whole_file(path) as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, AT_ONCE)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("parquet: pyarrow is not installed; pip install 'geokg[parquet]' is allowed") from error
    return pa, parquet


def _rows(view: View, ontology: Ontology) -> Iterator[dict[str, object]]:
    for said in described(view, ontology):
        quantities: Any = said["quantities"]
        qualifiers: Any = said["qualifiers"]
        said["quantities"] = [dict(zip(("value", "unit", "currency"), each, strict=True)) for each in quantities]
        said["qualifiers"] = [dict(zip(("role", "value"), each, strict=True)) for each in qualifiers]
        yield said


def _schema(arrow: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    text, whole, number = arrow.string(), arrow.int64(), arrow.float64()
    entity = {"id": text, "label": text, "kind": text, "country": text, "acts_for": text, "aliases": arrow.list_(text)}
    evidence = {
        "document": text,
        "path": text,
        "lang": text,
        "published": text,
        "publisher": text,
        "start": whole,
        "end": whole,
        "quote": text,
        "subject_span": arrow.list_(whole),
        "object_span": arrow.list_(whole),
        "cue_span": arrow.list_(whole),
        "confidence": number,
        "extractor": text,
    }
    return arrow.schema(
        {
            "id": text,
            "subject": arrow.struct(entity),
            "predicate": text,
            "object": arrow.struct(entity),
            "polarity": text,
            "status": text,
            "speaker": arrow.struct(entity),
            "speaker_chain": arrow.list_(text),
            "start_date": text,
            "end_date": text,
            "quantities": arrow.list_(arrow.struct({"value": text, "unit": text, "currency": text})),
            "qualifiers": arrow.list_(arrow.struct({"role": text, "value": text})),
            "plover": text,
            "quad": whole,
            "sign": whole,
            "confidence": number,
            "evidence": arrow.list_(arrow.struct(evidence)),
        }
    )
