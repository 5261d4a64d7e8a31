"""Compact JSON-LD and its context, triple terms of RDF 1.2, and provenance alone, as other programs read them."""

import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings

from kg.export import export_from, jsonld
from kg.rdf import BASE_IRI, document_quads, merge, view_triples
from kg.rdf.terms import PROV, RDFS, value_of
from tests import strategies
from tests.conftest import ROOT
from tests.exported import ONTOLOGY, hostile_testimonies, hostile_view, node_reads, stored, written
from tests.strategies import SIGNS
from tests.test_store import memory

CONTEXT = ROOT / "ontology" / "context.jsonld"
modest = settings(max_examples=10, deadline=None)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The hostile graph as JSON-LD, and its quads."""
    path = tmp_path_factory.mktemp("jsonld") / "graph.jsonld"
    export_from(stored(hostile_testimonies()), "jsonld", path)
    quads = {quad for each in hostile_testimonies() for quad in document_quads(each, signs=ONTOLOGY.signs)}
    return path, quads


def test_the_context_is_a_file():
    assert json.loads(CONTEXT.read_text("utf-8")) == {"@context": jsonld.context(ONTOLOGY)}


def test_jsonld_js_reads_the_same_quads(hostile):
    path, quads = hostile
    found = list(ox.parse(node_reads("jsonld", path), format=ox.RdfFormat.N_QUADS))
    assert {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in found} == quads
    assert len(found) == len(quads)


def test_json_ld_is_compact(hostile):
    written_ = json.loads(hostile[0].read_text("utf-8"))
    assert [graph["@id"] for graph in written_["@graph"]] == [
        "document:a/%C3%A8%201.txt",
        "document:b%3B%27%22%60%0A.txt",
    ]
    nodes = {node["@id"]: node for node in written_["@graph"][0]["@graph"]}
    statement = next(node for name, node in nodes.items() if name.startswith("statement:") and "kg:status" in node)
    assert statement["@type"] == "kg:Statement"
    assert statement["rdf:predicate"].startswith("kg:")
    assert statement["rdf:subject"] in nodes
    selector = next(node for name, node in nodes.items() if name.endswith("-selector"))
    assert selector["oa:start"] == 0


@modest
@given(testimonies=strategies.libraries(max_size=2))
def test_the_file_of_the_context_gives_the_same(tmp_path_factory, testimonies):
    """What is written and what the shipped context says: a reader may take either."""
    path = tmp_path_factory.mktemp("context") / "graph.jsonld"
    export_from(memory(*testimonies), "jsonld", path, ontology=ONTOLOGY)
    data = json.loads(path.read_text("utf-8"))
    data["@context"] = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    found = {tuple(map(str, each)) for each in ox.parse(json.dumps(data), format=ox.RdfFormat.JSON_LD)}
    assert found == {quad for each in testimonies for quad in document_quads(each, signs=SIGNS)}


def test_a_triple_term_stands_for_each_statement(tmp_path):
    view = hostile_view()
    plain = {tuple(map(value_of, triple)) for triple in view_triples(view, signs=ONTOLOGY.signs)}
    found = node_reads("turtle", written("rdf12", view, tmp_path))
    terms = {subject: tuple(value) for subject, predicate, value in found if predicate.endswith("#reifies")}
    assert len(terms) == len(view.statements)
    parts = {f"{rdflib.RDF}{part}" for part in ("subject", "predicate", "object")}
    for statement in view.statements:
        node = f"{BASE_IRI}statement/{statement.id}"
        assert set(terms[node]) == {
            value for subject, predicate, value in plain if subject == node and predicate in parts
        }
    others = {tuple(each) for each in found if not each[1].endswith("#reifies")}
    assert others == {each for each in plain if each[1] not in parts}


def test_provenance_alone(tmp_path):
    view = hostile_view()
    graph = rdflib.Graph().parse(written("prov", view, tmp_path), format="turtle")
    prov = rdflib.Namespace(PROV)
    assert {str(each) for each in graph.predicates()} - {str(rdflib.RDF.type), f"{RDFS}label"} == {
        f"{PROV}{name}"
        for name in (
            "actedOnBehalfOf",
            "used",
            "value",
            "wasAssociatedWith",
            "wasAttributedTo",
            "wasDerivedFrom",
            "wasGeneratedBy",
            "wasQuotedFrom",
        )
    }
    assert {str(kind) for kind in graph.objects(None, rdflib.RDF.type)} <= {
        f"{PROV}{name}" for name in ("Entity", "Activity", "Agent", "Person", "SoftwareAgent")
    }
    derived = {str(each).rsplit("/", 1)[1] for each in graph.subjects(prov.wasDerivedFrom)}
    assert derived == {statement.id for statement in view.statements}
    for statement in view.statements:
        node = rdflib.URIRef(f"{BASE_IRI}statement/{statement.id}")
        quotes = {str(graph.value(evidence, prov.value)) for evidence in graph.objects(node, prov.wasDerivedFrom)}
        assert quotes == {evidence.quote for evidence in statement.evidence}
        sources = {
            str(source)
            for evidence in graph.objects(node, prov.wasDerivedFrom)
            for source in graph.objects(evidence, prov.wasQuotedFrom)
        }
        assert len(sources) == 2
    assert len(set(graph.subjects(rdflib.RDF.type, prov.Activity))) == 1


def test_another_base_iri(tmp_path):
    for name in ("rdf12", "prov"):
        path = written(name, merge(hostile_testimonies()), tmp_path, base_iri="http://example.org/")
        assert BASE_IRI + "statement" not in path.read_text("utf-8")
