"""docs/rdf.md: every query runs, over the seeds and over made-up documents, and finds what it is for."""

import re
from dataclasses import replace

import pytest
import rdflib

import kg
from benchmarks.library import PREDICATES, library, testimony
from benchmarks.querying import documented, queries
from kg import rdf
from kg.model import Entity, Link, Repair, Statement
from kg.ontology import load_ontology
from kg.rdf import BASE_IRI, document_quads, prefixes
from kg.rdf.terms import RDF, value_of
from kg.rdf.terms import kg as term
from kg.store import open_store
from tests.conftest import ROOT

DOCUMENTATION = (ROOT / "docs" / "rdf.md").read_text("utf-8")
QUERIES = documented()


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made-up") / "store"
    with open_store(folder, signs=PREDICATES) as store:
        assert sum(map(len, store.replace_all(library(60)))) == 60
    with open_store(folder, read_only=True) as store:
        yield store


def test_there_are_ten():
    assert sorted({int(name.split(".")[0]) for name in QUERIES}) == list(range(1, 11))
    assert len(QUERIES) == DOCUMENTATION.count("```sparql")


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_runs_over_the_seeds(seeds, name):
    with open_store(seeds.store, read_only=True) as store:
        rows = [*store.query(QUERIES[name]).rows]
    assert rows or name[0] in "34568"  # three short documents need not agree, contradict, be dated or be linked


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_finds_something(made_up, name):
    query = queries()[name]
    answer = made_up.query(query)
    rows = [*answer.rows]
    assert rows
    assert rows == [*made_up.query(query).rows]
    assert all(any(row[place] for row in rows) for place, _ in enumerate(answer.variables))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib 7.6 warns of its own Dataset
@pytest.mark.parametrize("name", QUERIES)
def test_rdflib_answers_the_same(name):
    """Another engine, which knows no index and no union: the merged triples of a few documents in memory."""
    graph = rdflib.Graph()
    with open_store(":memory:", signs=PREDICATES) as store:
        assert sum(map(len, store.replace_all(library(6, statements=20)))) == 6
        for subject, predicate, value, _ in store.quads():
            graph.parse(data=f"{subject} {predicate} {value} .", format="nt")
        query = queries()[name].split(" LIMIT ")[0]
        ours = sorted(tuple("" if term is None else value_of(term) for term in row) for row in store.query(query).rows)
    found = graph.query(query, initNs=prefixes())
    assert sorted(tuple("" if term is None else str(term) for term in row) for row in found) == ours


def test_the_signs_of_the_query_are_those_of_the_ontology():
    good, bad = re.findall(r"VALUES \?predicate {(.*?)}", QUERIES["4. Contradictions (2)"], re.DOTALL)
    for listed, sign in ((good, 1), (bad, -1)):
        named = [name for name, told in sorted(load_ontology().signs.items()) if told == sign]
        assert listed.split() == [f"kg:{name}" for name in named]


def test_contradictions_are_of_polarity_and_of_sign():
    first = testimony(1, statements=1)
    one, other, third = (Entity(f"state/{code}", "state", code) for code in ("ARL", "ARM", "ARN"))
    evidence = first.statements[0].evidence
    said = [
        Statement(one, "meets", other, evidence=evidence),
        Statement(one, "meets", other, polarity="denied", evidence=evidence),
        Statement(other, "attacks", one, evidence=evidence),  # bad terms, told of the other end
        Statement(one, "cooperatesWith", third, evidence=evidence),
        Statement(one, "attacks", third, status="planned", evidence=evidence),  # not done
        Statement(third, "accuses", one, polarity="denied", evidence=evidence),
        Statement(third, "callsOn", other, evidence=evidence),  # a sign of 0
    ]
    with open_store(":memory:", signs=PREDICATES) as store:
        store.replace(replace(first, statements=tuple(sorted(said, key=lambda each: each.id))))
        found = {name: [*store.query(query).rows] for name, query in QUERIES.items() if name.startswith("4.")}
    ends = [f"<{BASE_IRI}id/state/{code}>" for code in ("ARL", "ARM")]
    assert [row[:3] for row in found["4. Contradictions"]] == [(ends[0], term("meets"), ends[1])]
    assert [(*row[:2], *map(value_of, row[2:])) for row in found["4. Contradictions (2)"]] == [(*ends, "1", "1")]


def test_the_drawing_has_every_property():
    """Whatever a document's graph says is in the drawing: of a document that has all parts there are."""
    made = testimony(1)
    said = replace(
        made.statements[0],
        speaker_chain=(made.statements[0].subject, made.statements[0].object),
        start_date="2024",
        end_date="2025",
        quantities=(("3", "ships", ""), ("5", "", "EUR")),
        qualifiers=(("theme", "arms"),),
    )
    everything = replace(
        made,
        statements=(said,),
        repairs=(Repair("name", 0, 4, "Biden"),),
        links=(Link("Jon Biden", "person/joe-biden", 0.9, "linked"),),
        run=replace(made.run, options=(("text", "kept"),), models=(("parser", "0" * 64),)),
    )
    drawing = DOCUMENTATION.split("```")[1]
    drawn = {
        prefixes()[prefix] + name for prefix, name in re.findall(r"\b([a-z]+):(\w+)", drawing) if prefix in prefixes()
    }
    told = {value_of(predicate) for _, predicate, _, _ in document_quads(everything, signs=PREDICATES)}
    assert told - {f"{rdf.VOCABULARY}{said.predicate}", f"{RDF}type"} <= drawn


def test_the_provenance_of_one_edge(seeds):
    with open_store(seeds.store, read_only=True) as store:
        rows = [*store.query(QUERIES["10. Where one edge comes from"]).rows]
    assert rows
    for key, _, start, end, sentence, *_ in rows:
        text = (ROOT / key.strip('"')).read_text("utf-8-sig")
        quoted = text[int(start.split('"')[1]) : int(end.split('"')[1])]
        assert quoted.split()[0] in sentence


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib 7.6 warns of its own Dataset
def test_the_python_of_the_documentation_runs(seeds, capsys):
    code = re.search(r"```python\n(.*?)```", DOCUMENTATION, re.DOTALL)[1].replace("out/store", seeds.store)
    assert "import kg" in code
    with kg.open(seeds.store) as view:
        expected = {str(who) for who in view.dataset.subjects(view.kg.defends, view.entity("state/JPN"))}
    names = {}
    exec(compile(code, "docs/rdf.md", "exec"), names)  # noqa: S102 - the example of our own documentation
    shown = capsys.readouterr().out
    assert expected
    assert all(who in shown for who in expected)
    assert f"{BASE_IRI}id/state/JPN" in shown
