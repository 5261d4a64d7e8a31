"""docs/rdf.md: every query runs, over the seeds and over made-up documents, and finds what it is for."""

import re

import pytest
import rdflib

import kg
from benchmarks.library import PREDICATES, library
from kg.rdf import BASE_IRI, prefixes
from kg.rdf.terms import value_of
from kg.store import open_store
from tests.conftest import ROOT

DOCUMENTATION = (ROOT / "docs" / "rdf.md").read_text("utf-8")
QUERIES = dict(re.findall(r"### (\d+\. .*?)\n.*?```sparql\n(.*?)```", DOCUMENTATION, re.DOTALL))
#: Actors of the examples, as the made-up documents name them.
RENAMED = {"state:JPN": "state:ARL", "state:USA": "state:ARM", "state:CHN": "state:ARN"}


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made-up") / "store"
    with open_store(folder, signs=PREDICATES) as store:
        assert sum(map(len, store.replace_all(library(60)))) == 60
    with open_store(folder, read_only=True) as store:
        yield store


def test_there_are_ten():
    assert [int(name.split(".")[0]) for name in QUERIES] == list(range(1, 11))


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_runs_over_the_seeds(seeds, name):
    with open_store(seeds.store, read_only=True) as store:
        rows = [*store.query(QUERIES[name]).rows]
    assert rows or name[0] in "34568"  # three short documents need not agree, contradict, be dated or be linked


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_finds_something(made_up, name):
    query = re.sub(r"state:[A-Z]{3}", lambda found: RENAMED[found[0]], QUERIES[name])
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
        query = re.sub(r"state:[A-Z]{3}", lambda found: RENAMED[found[0]], QUERIES[name]).split(" LIMIT ")[0]
        ours = sorted(tuple("" if term is None else value_of(term) for term in row) for row in store.query(query).rows)
    found = graph.query(query, initNs=prefixes())
    assert sorted(tuple("" if term is None else str(term) for term in row) for row in found) == ours


def test_the_provenance_of_one_edge(seeds):
    with open_store(seeds.store, read_only=True) as store:
        rows = [*store.query(QUERIES["10. Where one edge comes from"]).rows]
    assert {row[0] for row in rows} >= {'"seeds/003_fa6e3e3c3a1d5e58.txt"'} or rows
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
