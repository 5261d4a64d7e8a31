"""What the three seeds promise: three statements with their words, and how far the rest agrees with people."""

import json
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT, run_kg

SHARED = ROOT.parent / "shared"
DEFENDS = """
SELECT ?document ?start ?end ?sentence WHERE {
  ?statement rdf:subject state:USA ; rdf:predicate kg:defends ; rdf:object state:JPN ;
    kg:status "planned" ; kg:evidence ?e .
  ?e prov:wasQuotedFrom/kg:key ?document ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?sentence .
} ORDER BY ?document
"""
JOINS = (
    DEFENDS.replace("state:USA", "state:JPN")
    .replace("kg:defends", "kg:joins")
    .replace("state:JPN ;\n", "programme:artemis ;\n")
)
OPPOSES = """
SELECT ?document ?start ?end ?sentence ?what WHERE {
  ?statement rdf:subject state:CHN ; rdf:predicate kg:opposes ; rdf:object ?agreement ; kg:evidence ?e .
  ?agreement kg:label ?what . FILTER(CONTAINS(?what, "statement"))
  ?e prov:wasQuotedFrom/kg:key ?document ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?sentence .
}
"""


def asked(seeds, query):
    done = run_kg("query", query, "--format", "json", "--store", seeds.store)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (DEFENDS, {"000": "difendere il Giappone", "003": "to defend Japan"}),
        (JOINS, {"002": "a Japanese astronaut would join Nasa's Artemis programme"}),
        (OPPOSES, {"003": "resolutely opposed this"}),
    ],
    ids=["US defends Japan", "Japan joins Artemis", "China opposes the joint statement"],
)
def test_a_promised_statement_with_file_sentence_and_offsets(seeds, query, words):
    found = asked(seeds, query)
    for number, fragment in words.items():
        row = next(row for row in found if row["document"].startswith(f"seeds/{number}"))
        text = (ROOT / row["document"]).read_text(encoding="utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["sentence"]
        assert fragment in row["sentence"]


def test_the_promised_statements_are_direct_triples(seeds):
    done = run_kg(
        "query",
        "ASK { state:USA kg:defends state:JPN . state:JPN kg:joins programme:artemis . state:CHN kg:opposes ?x }",
        "--store",
        seeds.store,
    )
    assert done.stdout.strip() == "true"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: gold/seeds.jsonl and tools/score.py")
def test_the_statements_of_the_seeds_agree_with_the_gold(seeds):
    score = [
        sys.executable,
        SHARED / "tools/score.py",
        "statements",
        SHARED / "gold/seeds.jsonl",
        seeds.out / "statements.jsonl",
    ]
    written = subprocess.run([str(word) for word in score], capture_output=True, text=True, check=True).stdout
    recall, precision = map(float, re.search(r"family .*? ([\d.]+) \(.*? ([\d.]+) \(", written).groups())
    sprung = int(re.search(r"traps\s+(\d+) sprung", written).group(1))
    assert (recall >= 55, precision >= 75, sprung <= 1) == (True, True, True), written
