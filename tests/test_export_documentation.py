"""docs/gephi.md, docs/neo4j.md and docs/pandas.md: every command and every question runs."""

import re
import shlex

import pytest
from neo4j import GraphDatabase

from benchmarks.library import library
from kg.export import bolt
from kg.rdf import merge
from tests.conftest import ROOT, run_kg
from tests.exported import ONTOLOGY
from tests.servers import BOLT_PASSWORD, arcadedb

PAGES = {name: (ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in ("gephi", "neo4j", "pandas")}
COMMANDS = [
    line.partition("#")[0].strip()
    for page in PAGES.values()
    for line in re.findall(r"^    (kg .*)$", page, re.MULTILINE)
]
QUESTIONS = dict(re.findall(r"### (\d+\. .*?)\n.*?```cypher\n(.*?)```", PAGES["neo4j"], re.DOTALL))
#: Actors of the questions, as the made-up documents name them.
RENAMED = {"state/JPN": "state/ARL", "state/USA": "state/ARM", "state/CHN": "state/ARN"}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with arcadedb(tmp_path_factory.mktemp("arcadedb")) as found:
        yield found


@pytest.fixture(scope="module")
def made_up(url):
    """A driver of a database with made-up documents."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {bolt.USER: "root", bolt.PASSWORD: BOLT_PASSWORD, bolt.DATABASE: "kg"}.items():
            patch.setenv(name, value)
        with bolt.opened(url) as server:
            bolt.load(server, merge(library(60)), ontology=ONTOLOGY, model="full")
    with GraphDatabase.driver(url, auth=("root", BOLT_PASSWORD)) as driver:
        yield driver


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(seeds, url, tmp_path, monkeypatch, command):
    words = shlex.split(command.replace("bolt://localhost:7687", url))[1:]
    monkeypatch.setenv(bolt.USER, "root")
    monkeypatch.setenv(bolt.PASSWORD, BOLT_PASSWORD)
    monkeypatch.setenv(bolt.DATABASE, "kg")
    if words[0] == "load":  # the questions are asked of another load
        words += ["--graph", "seeds/003_3350ea0952bd2639.txt"]
        words = [word for word in words if word != "--delete-missing"]
    done = run_kg(*words, "--store", seeds.store, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert words[0] == "load" or any(tmp_path.iterdir())


def test_there_are_ten():
    assert [int(name.split(".")[0]) for name in QUESTIONS] == list(range(1, 11))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_finds_something(made_up, name):
    query = re.sub(r"state/[A-Z]{3}", lambda found: RENAMED[found[0]], QUESTIONS[name])
    rows = [record.values() for record in made_up.execute_query(query, database_="kg").records]
    assert rows
    assert all(any(row[place] not in (None, []) for row in rows) for place in range(len(rows[0])))


def test_the_python_of_the_page_runs(seeds, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("csv", "parquet", "plover"):
        file = {"csv": "statements.csv", "parquet": "statements.parquet", "plover": "events.csv"}[name]
        assert run_kg("export", name, "--store", seeds.store, "-o", file, cwd=tmp_path).returncode == 0
    examples = re.findall(r"```python\n(.*?)```", PAGES["pandas"], re.DOTALL)
    assert len(examples) == 3
    for code in examples:
        exec(compile(code, "docs/pandas.md", "exec"), {})  # noqa: S102 - the examples of our own documentation
    shown = capsys.readouterr().out
    assert "Japan" in shown
    assert "quad_code" in shown
