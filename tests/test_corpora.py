"""Inputs for corpora: compressed JSON Lines, tables, patterns, and which documents are chosen."""

import gzip
import json
import re
from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from kg.errors import UsageError
from kg.model import Document
from kg.sources import Choice, Failure, Skipped, chosen, columns_of, read
from tests.conftest import run_kg

RECORDS = [
    {"id": f"n{number}", "text": f"Japan met France, {number}.", "published": f"2024-0{number + 1}-01"}
    for number in range(5)
]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
KEYS = [f"n{number}" for number in range(5)]


def documents(place, *paths, **how):
    found = list(read([str(place / path) for path in paths], root=place, **how))
    assert all(isinstance(each, Document) for each in found), found
    return found


def names(found):
    return [each.key.partition("#")[2] for each in found]


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress)])
def test_compressed_lines_are_read_as_plain_ones(tmp_path, suffix, pack):
    (tmp_path / "a.jsonl").write_bytes(LINES)
    place = tmp_path / f"a.jsonl.{suffix}"
    place.write_bytes(pack(LINES[:100]) + pack(LINES[100:]))  # several members make one file
    packed, plain = documents(tmp_path, place.name), documents(tmp_path, "a.jsonl")
    assert [(each.sha256, each.text, each.published) for each in packed] == [
        (each.sha256, each.text, each.published) for each in plain
    ]
    assert packed[0].key == f"a.jsonl.{suffix}#n0"


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress)])
@pytest.mark.parametrize("damage", [slice(0, -9), slice(1, None)])
def test_a_damaged_archive_is_a_failure(tmp_path, suffix, pack, damage):
    lines = b"".join(b'{"id": %d, "text": "%d"}\n' % (number, number * 7919) for number in range(3000))
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(pack(lines)[damage])
    *_, last = read([str(tmp_path)], root=tmp_path)
    assert isinstance(last, Failure)
    assert last.key.startswith(f"a.jsonl.{suffix}")


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.tsv", "\t")])
def test_tables_of_text(tmp_path, name, delimiter):
    rows = [["id", "body", "day"], ["x", '"Two\nlines"', "2024-03-01"], ["y", "Japan", ""]]
    (tmp_path / name).write_text("\ufeff" + "".join(delimiter.join(row) + "\n" for row in rows))
    first, second = documents(tmp_path, name, columns=columns_of("text=body,published=day"))
    assert (first.key, first.text, first.published) == (f"{name}#x", "Two\nlines", "2024-03-01")
    assert (second.text, second.published) == ("Japan", None)


def test_parquet(tmp_path):
    table = pa.table(
        {"number": [7, 8], "text": ["Japan", "France"], "published": [date(2024, 3, 1), None], "more": [1, 2]}
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    first, second = documents(tmp_path, "a.parquet", columns={"id": "number"})
    assert (first.key, first.text, first.published) == ("a.parquet#7", "Japan", "2024-03-01")
    assert second.published is None


def test_bad_rows_are_failures_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\na,Japan\na,France\n,Italy\nb,Spain\n")
    found = list(read([str(tmp_path / "a.csv")], root=tmp_path))
    assert [each.key for each in found] == ["a.csv#a", "a.csv:2", "a.csv:3", "a.csv#b"]
    assert str(found[1]) == "a.csv:2: the \"id\" 'a' is already on row 1; one row an id is allowed"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"name,text\n", "has no column 'id' but name, text; --columns"),
        ("a.csv", b"id,text\n\xff,x\n", "is not UTF-8"),
        ("a.csv", b'id,text\na,"x', "is no table"),
        ("a.csv", b"", "has no column 'id' but none"),
        ("a.parquet", b"PAR1", "is no Parquet file"),
    ],
)
def test_what_is_no_table_is_a_failure(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    (failure,) = read([str(tmp_path / name)], root=tmp_path)
    assert isinstance(failure, Failure)
    assert told in str(failure)


@pytest.mark.parametrize("written", ["text", "text=", "body=x", "text=a,text=b"])
def test_columns_that_are_none(written):
    with pytest.raises(UsageError, match="is no mapping"):
        columns_of(written)


def test_patterns(tmp_path):
    for name in ("a/x.txt", "a/b/y.txt", "a/z.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Japan met France.")
    assert [each.key for each in documents(tmp_path, "a/**/*.txt")] == ["a/b/y.txt", "a/x.txt"]
    found = list(read([str(tmp_path / "a" / "*")], root=tmp_path))
    assert [type(each) for each in found] == [Document, Skipped]
    with pytest.raises(UsageError, match="fits no file"):
        read([str(tmp_path / "*.html")], root=tmp_path)


@pytest.fixture
def five(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(LINES)
    return documents(tmp_path, "a.jsonl")


def test_the_first_documents(five):
    assert names(chosen(iter(five), Choice(limit=2))) == KEYS[:2]
    assert names(chosen(iter(five), Choice(limit=0))) == []


def test_documents_since_a_day(five):
    found = list(chosen(iter(five), Choice(since="2024-03")))
    assert [type(each) for each in found] == [Skipped, Skipped, Document, Document, Document]


def test_a_sample_does_not_depend_on_the_order_and_grows(five):
    sizes = [set(names(chosen(iter(five), Choice(sample=size)))) for size in range(1, 6)]
    assert [len(each) for each in sizes] == [1, 2, 3, 4, 5]
    assert all(small < large for small, large in pairwise(sizes))
    turned = set(names(chosen(iter(five[::-1]), Choice(sample=3))))
    assert turned == sizes[2]
    assert names(chosen(iter(five), Choice(sample=3))) == sorted(turned)


def test_a_build_of_a_compressed_corpus(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES))
    done = run_kg("build", "*.jsonl.gz", "--limit", "2", "--since", "2024-02", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search("^documents +2$", done.stderr, re.MULTILINE)
    assert re.search("^skipped files: before 2024-02 +1$", done.stderr, re.MULTILINE)
    refused = run_kg("build", "a.jsonl.gz", "--limit", "2", "--prune", cwd=tmp_path)
    assert refused.returncode == 2
    assert run_kg("build", "a.jsonl.gz", "--since", "yesterday", cwd=tmp_path).returncode == 2
