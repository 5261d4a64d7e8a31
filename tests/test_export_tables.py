"""Tables: CSV, Parquet, KGX and PLOVER rows, read back by other programs."""

import csv
import io
import json

import networkx as nx
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.export import export, parquet
from kg.export.cells import guarded, line_of, unguarded
from kg.export.columns import BETWEEN
from kg.export.csv import HEADER
from kg.export.kgx import curie
from kg.model import Entity, Statement
from kg.rdf import merge
from kg.rdf.writing import entities_of
from tests.exported import ONTOLOGY, TEXTS, hostile_view, written
from tests.strategies import texts
from tests.test_export_jsonl import lines, view_of


def rows_of(path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


@given(texts())
def test_a_guard_comes_off_again(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))


def test_numbers_and_plain_texts_have_no_guard():
    assert [guarded(value) for value in (-1, 0.5, None, "Japan", "'quoted'")] == [-1, 0.5, None, "Japan", "'quoted'"]
    assert [guarded(text) for text in ("=1", "'=1", "-x")] == ["'=1", "''=1", "'-x"]


@given(st.lists(texts() | st.none() | st.integers() | st.floats(0, 1), min_size=2))
def test_another_reader_finds_the_same_cells(row):
    found = next(csv.reader(io.StringIO(line_of(row).decode(), newline="")))
    assert found == ["" if value is None else value if isinstance(value, str) else repr(value) for value in row]


def test_csv_has_a_row_for_every_statement(tmp_path):
    view = hostile_view()
    rows = rows_of(written("csv", view, tmp_path))
    assert tuple(rows[0]) == HEADER
    assert [row["id"] for row in rows] == [statement.id for statement in view.statements]
    for row, statement in zip(rows, view.statements, strict=True):
        assert unguarded(row["subject_label"]) == statement.subject.label
        assert unguarded(row["object_label"]) == statement.object.label
        assert unguarded(row["quote"]) == statement.evidence[0].quote
        assert (row["documents"], row["languages"]) == ("2", "en | it")
        assert float(row["confidence"]) == statement.confidence
    assert max(len(row["object_label"]) for row in rows) == max(map(len, TEXTS)) >= 9_999


def test_pandas_reads_the_same_rows(tmp_path):
    view = hostile_view()
    frame = pd.read_csv(written("csv", view, tmp_path), keep_default_na=False)
    assert list(frame["id"]) == [statement.id for statement in view.statements]
    assert [unguarded(each) for each in frame["object_label"]] == [each.object.label for each in view.statements]
    assert frame["quad"].dtype.kind == frame["sign"].dtype.kind == "i"


def test_parquet_has_the_fields_of_json_lines(tmp_path):
    view = hostile_view()
    table = pyarrow.parquet.read_table(written("parquet", view, tmp_path)).to_pylist()
    assert [row["id"] for row in table] == [statement.id for statement in view.statements]
    for row, said in zip(table, lines(view, tmp_path), strict=True):
        assert list(row) == list(said)
        assert [[each["value"], each["unit"], each["currency"]] for each in row.pop("quantities")] == said.pop(
            "quantities"
        )
        assert [[each["role"], each["value"]] for each in row.pop("qualifiers")] == said.pop("qualifiers")
        assert row == said
    assert pd.read_parquet(tmp_path / "parquet")["confidence"].dtype.kind == "f"


def test_parquet_is_written_in_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "AT_ONCE", 4)
    view = hostile_view()
    file = pyarrow.parquet.ParquetFile(written("parquet", view, tmp_path))
    assert file.num_row_groups == -(-len(view.statements) // 4)
    assert file.metadata.num_rows == len(view.statements)


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"geokg\[parquet\]"):
        export("parquet", merge([]), tmp_path / "x")


def test_kgx_has_nodes_and_edges(tmp_path):
    view = hostile_view()
    folder = written("kgx", view, tmp_path)
    nodes, edges = (
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").split("\n")[:-1]]
        for name in ("nodes", "edges")
    )
    known = {node["id"]: node for node in nodes}
    assert len(known) == len(nodes)
    assert [edge["id"] for edge in edges] == [statement.id for statement in view.statements]
    for edge, statement in zip(edges, view.statements, strict=True):
        assert known[edge["subject"]]["name"] == statement.subject.label
        assert known[edge["object"]]["name"] == statement.object.label
        assert edge["original_predicate"] == f"kg:{statement.predicate}"
        assert edge["negated"] == (statement.polarity == "denied")
        assert edge["supporting_text"] == statement.evidence[0].quote
        assert len(edge["publications"]) == 2
    assert all(node["category"][0].startswith("biolink:") for node in nodes)
    assert None not in [value for thing in nodes + edges for value in thing.values()]


def test_pandas_and_networkx_read_kgx_as_a_graph(tmp_path):
    """KGX itself joins the two files so: nodes by id, every edge between two of them."""
    view = hostile_view()
    folder = written("kgx", view, tmp_path)
    nodes, edges = (pd.read_json(folder / f"{name}.jsonl", lines=True, dtype=False) for name in ("nodes", "edges"))
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((row["id"], row) for row in nodes.to_dict("records"))
    known = set(graph)
    graph.add_edges_from((row["subject"], row["object"], row["id"], row) for row in edges.to_dict("records"))
    assert set(graph) == known
    entities = {entity.id: entity.label for each in view.statements for entity in entities_of(each)}
    assert {node: said["name"] for node, said in graph.nodes(data=True)} == {
        curie(entity_id): label for entity_id, label in entities.items()
    }
    assert {key: (subject, value) for subject, value, key in graph.edges(keys=True)} == {
        each.id: (curie(each.subject.id), curie(each.object.id)) for each in view.statements
    }
    for *_, key, said in graph.edges(keys=True, data=True):
        assert key == said["id"]
        assert {"predicate", "category", "knowledge_level", "agent_type", "primary_knowledge_source"} <= set(said)


def events(view, folder) -> dict[str, dict[str, str]]:
    return {row["event_id"]: row for row in rows_of(written("plover", view, folder))}


def test_every_event_is_a_plover_row(tmp_path):
    view = hostile_view()
    found = events(view, tmp_path)
    expected = {
        statement.id: ONTOLOGY.event_type(statement.predicate, statement.polarity, statement.status)
        for statement in view.statements
    }
    types = {each: (plover, str(quad)) for each, (plover, quad) in expected.items() if plover}
    assert {each: (row["event_type"], row["quad_code"]) for each, row in found.items()} == types
    assert {unguarded(row["text"]) for row in found.values()} <= set(TEXTS)


JAPAN = Entity("state/JPN", "state", "Japan")
USA = Entity("state/USA", "state", "United States")
BIDEN = Entity("person/biden", "person", "Biden", acts_for="state/USA")


@pytest.mark.parametrize(
    ("statement", "source", "event"),
    [
        (Statement(JAPAN, "hosts", BIDEN), "person/biden", ("CONSULT", "visit", "")),
        (Statement(BIDEN, "visits", JAPAN), "person/biden", ("CONSULT", "visit", "")),
        (Statement(JAPAN, "hosts", BIDEN, status="planned"), "state/JPN", ("AGREE", "", "future")),
        (Statement(USA, "attacks", JAPAN, status="conditional"), "state/USA", ("THREATEN", "violence", "hypothetical")),
        (Statement(USA, "detains", BIDEN), "state/USA", ("COERCE", "arrest", "")),
        (Statement(USA, "defends", JAPAN, polarity="denied", status="planned"), "state/USA", ("REJECT", "", "future")),
    ],
)
def test_source_mode_and_context_of_an_event(tmp_path, statement, source, event):
    (row,) = events(view_of(statement), tmp_path).values()
    assert (row["event_type"], row["event_mode"], row["event_context"]) == event
    assert row["source_id"] == source
    assert row["source_country"] == {"state/JPN": "JPN"}.get(source, "USA")


def test_what_is_no_event_has_no_row(tmp_path):
    assert events(view_of(Statement(JAPAN, "alliedWith", USA), Statement(BIDEN, "headOfStateOf", USA)), tmp_path) == {}


def test_lists_in_one_cell(tmp_path):
    row = rows_of(
        written("csv", view_of(Statement(JAPAN, "sells", USA, quantities=(("1", "t", ""), ("2", "", "USD")))), tmp_path)
    )[0]
    assert row["quantities"].split(BETWEEN) == ["1 t", "2 USD"]
