"""GEXF and GraphML: what networkx, igraph and graphology read back, and what Gephi needs."""

import re
from collections import Counter
from dataclasses import replace

import igraph
import networkx as nx
import pytest
from lxml import etree

from kg.export import gexf, gexf_pairs, graphml
from kg.export.placing import places
from kg.export.xml import fit
from kg.model import Statement
from tests.conftest import ROOT
from tests.exported import ONTOLOGY, hostile_view, node_reads, written
from tests.sample_view import sample_view
from tests.test_export_jsonl import JAPAN, MEETING, UNION, view_of

XMLNS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
VIEWS = {"sample": sample_view, "hostile": hostile_view}


def seen(text: str) -> str:
    """A text as a reader of XML has it."""
    return fit(text)


def expected_nodes(view) -> dict[str, str]:
    ends = [end for each in view.statements for end in (each.subject, each.object, *each.speaker_chain)]
    return {end.id: seen(end.label) for end in ends}


def expected_edges(view) -> dict[str, tuple[str, str, str, float]]:
    """Id to source, target, label and weight."""
    return {
        each.id: (
            each.subject.id,
            each.object.id,
            gexf.edge_label(each, ONTOLOGY),
            float(len({evidence.document for evidence in each.evidence})),
        )
        for each in view.statements
    }


@pytest.fixture(scope="module", params=VIEWS)
def view(request):
    return VIEWS[request.param]()


def test_networkx_reads_gexf(view, tmp_path):
    graph = nx.read_gexf(written("gexf", view, tmp_path))
    assert {node: data["label"] for node, data in graph.nodes(data=True)} == expected_nodes(view)
    edges = graph.edges(data=True, keys=True)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert {key: (start, end, data["label"], data["weight"]) for start, end, key, data in edges} == expected_edges(view)
    said = {each.id: each for each in view.statements}
    for _, _, key, data in edges:
        assert (data["status"], data["polarity"]) == (said[key].status, said[key].polarity)
        assert data["quote"] == seen(max(said[key].evidence, key=lambda each: each.confidence).quote)
        assert isinstance(data["quad"], int)
        assert data["confidence"] == said[key].confidence
        assert data["symmetric"] is ONTOLOGY.predicates[said[key].predicate].symmetric


def test_networkx_and_igraph_read_graphml(view, tmp_path):
    path = written("graphml", view, tmp_path)
    graph = nx.read_graphml(path, force_multigraph=True)
    assert {node: data["label"] for node, data in graph.nodes(data=True)} == expected_nodes(view)
    edges = graph.edges(data=True, keys=True)
    assert {key: (start, end, data["label"], data["weight"]) for start, end, key, data in edges} == expected_edges(view)
    assert all(isinstance(data["quad"], int) and isinstance(data["symmetric"], bool) for *_, data in edges)
    other = igraph.Graph.Read_GraphML(str(path))
    names = other.vs["id"]
    assert dict(zip(names, other.vs["label"], strict=True)) == expected_nodes(view)
    assert {
        edge["statement"]: (names[edge.source], names[edge.target], edge["label"], edge["weight"]) for edge in other.es
    } == expected_edges(view)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_graphology_reads_the_same(view, tmp_path, name):
    found = node_reads(name, written(name, view, tmp_path))
    assert {node["id"]: node.get("label", "") for node in found["nodes"]} == expected_nodes(view)
    assert {
        edge["key"]: (edge["source"], edge["target"], edge["label"], float(edge["weight"])) for edge in found["edges"]
    } == expected_edges(view)
    assert all({"x", "y", "size", "color"} <= node.keys() for node in found["nodes"])
    assert not any("rgba" in each["color"] for each in found["nodes"] + found["edges"])


def test_pairs_have_one_weighted_edge(view, tmp_path):
    counts = Counter(frozenset((each.subject.id, each.object.id)) for each in view.statements)
    path = written("gexf-pairs", view, tmp_path)
    graph = nx.read_gexf(path)
    assert not graph.is_directed()
    assert {frozenset((start, end)): data["weight"] for start, end, data in graph.edges(data=True)} == dict(counts)
    ids = [each for *_, data in graph.edges(data=True) for each in data["statements"].split(" | ")]
    assert sorted(ids) == [each.id for each in view.statements]
    for *_, data in graph.edges(data=True):
        assert data["cooperation"] + data["conflict"] + data["neutral"] == data["weight"]
        assert data["net"] == data["cooperation"] - data["conflict"]
    found = node_reads("gexf", path)
    assert Counter(frozenset((each["source"], each["target"])) for each in found["edges"]) == Counter(counts.keys())
    assert sum(each["weight"] for each in found["edges"]) == len(view.statements)


def test_a_pair_has_the_colour_of_what_prevails():
    said = [Statement(JAPAN, "defends", UNION), Statement(UNION, "criticizes", JAPAN), Statement(JAPAN, "aids", UNION)]
    ((ends, pair),) = gexf_pairs.pairs_of(said, ONTOLOGY).items()
    assert ends == (UNION.id, JAPAN.id)
    assert (pair.net, pair.row()["predicates"]) == (1, "aids | criticizes | defends")
    assert gexf.sign_of(replace(said[0], polarity="denied"), ONTOLOGY) == 0


@pytest.mark.parametrize("name", ["gexf", "gexf-pairs"])
def test_gexf_is_as_its_grammar_says(view, tmp_path, name):
    """tests/gexf.rng describes, in our words, the part of GEXF 1.3 that is written."""
    grammar = etree.RelaxNG(etree.parse(str(ROOT / "tests" / "gexf.rng")))
    tree = etree.parse(str(written(name, view, tmp_path)))
    grammar.assertValid(tree)
    ids = tree.xpath("//g:edge/@id", namespaces=XMLNS)
    assert len(set(ids)) == len(ids) == int(tree.xpath("//g:edges/@count", namespaces=XMLNS)[0])


def test_no_clock_and_no_transparency(tmp_path):
    text = written("gexf", sample_view(), tmp_path).read_text("utf-8")
    assert "lastmodifieddate" not in text
    assert not re.search(r'viz:color[^>]* a="', text)


@pytest.mark.parametrize(
    ("start", "end", "life"),
    [
        ("2024", None, {"start": "2024-01-01"}),
        ("2024-02", "2024-02", {"start": "2024-02-01", "end": "2024-02-29"}),
        (None, "2023", {"end": "2023-12-31"}),
        ("2024-04-11", "2024-04-12", {"start": "2024-04-11", "end": "2024-04-12"}),
        ("2023-02-30", "2023-13", {}),
        ("0000", "x-y", {}),
    ],
)
def test_lifetimes_of_edges(tmp_path, start, end, life):
    statement = replace(MEETING, start_date=start, end_date=end)
    assert gexf.lifetime(statement) == life
    tree = etree.parse(str(written("gexf", view_of(statement), tmp_path)))
    (edge,) = tree.iterfind(".//g:edge", XMLNS)
    assert {name: edge.get(name) for name in ("start", "end") if edge.get(name)} == life
    assert tree.find("g:graph", XMLNS).get("mode") == ("dynamic" if life else "static")


def test_places_are_whole_apart_and_always_the_same():
    nodes = [f"n{number}" for number in range(40)]
    links = [(f"n{number}", f"n{number * 7 % 11}") for number in range(40)]
    found = places(nodes, links)
    assert found == places(nodes, links)
    assert len({(place.x, place.y) for place in found.values()}) == len(nodes)
    assert found["n0"].size > found["n39"].size
    assert places([], []) == {}
    assert places(["alone"], []) == {"alone": places(["alone"], [])["alone"]}


def test_columns_are_those_declared():
    view = hostile_view()
    entity = view.statements[0].subject
    assert {*graphml.NODE_COLUMNS} >= {"label", "kind", "x", "y", "size", "r", "g", "b"}
    assert set(gexf.NODE_COLUMNS) == set(gexf.entity_row(entity)) - {"label"}
