"""Cypher scripts, import tables and loading over Bolt, tried on ArcadeDB, which stands in for Neo4j.

ArcadeDB speaks Bolt to Neo4j's own driver and understands Cypher; scripts are also read by Neo4j's own parser.
"""

import contextlib
import csv
import io
import re
import socket
import threading

import pyarrow as pa
import pytest
from neo4j import GraphDatabase
from pyarrow import csv as arrow_csv

from kg.errors import StoreError, UsageError
from kg.export import bolt
from kg.export.cypher import literal
from kg.export.neo4j_csv import BETWEEN
from kg.export.property_graph import JOINING, check_model, links_of, nodes_of, type_of, types_of
from kg.model import GraphView, Statement
from kg.rdf import merge
from tests.conftest import run_kg
from tests.exported import ONTOLOGY, TEXTS, hostile_testimonies, hostile_view, node_reads, written
from tests.sample_view import sample_view
from tests.servers import BOLT_PASSWORD, arcadedb
from tests.test_export_jsonl import JAPAN, MEETING, UNION, view_of

ACCOUNT = {bolt.USER: "root", bolt.PASSWORD: BOLT_PASSWORD, bolt.DATABASE: "kg"}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with arcadedb(tmp_path_factory.mktemp("arcadedb")) as found:
        yield found


@pytest.fixture
def ask(url, monkeypatch):
    """Asks an empty database in Cypher, over the bare driver."""
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    with GraphDatabase.driver(url, auth=("root", BOLT_PASSWORD)) as driver:

        def asked(query, **parameters):
            return [tuple(each.values()) for each in driver.execute_query(query, parameters, database_="kg").records]

        asked("MATCH (n) DETACH DELETE n")
        yield asked


def loaded(url, view, **options):
    with bolt.opened(url) as server:
        return bolt.load(server, view, ontology=ONTOLOGY, **options)


def counts(ask):
    return ask("MATCH (n) RETURN count(n)")[0][0], ask("MATCH ()-[r]->() RETURN count(r)")[0][0]


def relations(ask):
    """Id to type, ends and quote of what joins entities."""
    found = ask(
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE type(r) <> 'ACTS_FOR' RETURN r.id, type(r), a.id, b.id, r.quote"
    )
    assert len({row[0] for row in found}) == len(found)
    return {row[0]: row[1:] for row in found}


def expected_relations(view):
    return {
        each.id: (type_of(each.predicate), each.subject.id, each.object.id, each.evidence[0].quote)
        for each in view.statements
    }


@pytest.mark.parametrize("model", ["simple", "full"])
def test_loading_twice_is_loading_once(url, ask, model):
    view = hostile_view()
    first = loaded(url, view, model=model)
    assert counts(ask) == (first.nodes, first.links)
    assert relations(ask) == expected_relations(view)
    assert loaded(url, view, model=model) == first
    assert counts(ask) == (first.nodes, first.links)
    assert relations(ask) == expected_relations(view)
    labels = dict(ask("MATCH (n:Entity) RETURN n.id, n.label"))
    assert set(TEXTS) <= set(labels.values())


def test_the_full_model_has_every_piece_of_evidence(url, ask):
    view = hostile_view()
    loaded(url, view, model="full")
    found = ask(
        "MATCH (s:Statement)-[:EVIDENCE]->(e:Evidence)-[:QUOTED_FROM]->(d:Document)<-[:READ]-(r:Run) "
        "RETURN s.id, d.key, e.quote, r.software"
    )
    assert sorted(found) == sorted(
        (each.id, evidence.document, evidence.quote, "geokg 0.1.0")
        for each in view.statements
        for evidence in each.evidence
    )
    assert ask("MATCH (a:Entity {id: 'person/minister'})-[:ACTS_FOR]->(b:State) RETURN b.id") == [("state/JPN",)]
    speakers = ask("MATCH (s:Statement)-[r:SPEAKER]->(e:Entity) RETURN s.id, r.position, e.id")
    assert sorted(speakers) == sorted(
        (each.id, place, speaker.id) for each in view.statements for place, speaker in enumerate(each.speaker_chain, 1)
    )


def test_nodes_have_labels_by_kind_and_typed_properties(url, ask):
    loaded(url, hostile_view())
    assert ask("MATCH (n:State) RETURN n.id ORDER BY n.id") == [("state/JPN",), ("state/USA",)]
    assert ask("MATCH (n:State {id: 'state/JPN'}) RETURN n.aliases, n.country") == [(["Nippon"], "JPN")]
    ((sign, confidence, sources, documents),) = ask(
        "MATCH (:State)-[r:DEFENDS {status: 'planned'}]->() RETURN r.sign, r.confidence, r.sources, r.documents"
    )
    assert (sign, confidence, documents) == (1, 0.5, 2)
    assert sources == [each.document.key for each in hostile_testimonies()]


def test_what_is_missing_goes_only_when_asked(url, ask):
    whole, part = hostile_view(), merge(hostile_testimonies()[:1])
    part = GraphView(part.documents, part.statements[:3], part.runs, part.document_runs)
    ask("CREATE (n:Entity {id: 'mine', label: 'not of geokg'})-[:DEFENDS {id: 'mine'}]->(:Document {id: 'own'})")
    full = loaded(url, whole, model="full")
    ask("MATCH (n:Entity {id: 'state/JPN'}) SET n.note = 'kept'")
    few = loaded(url, part)
    assert counts(ask) == (full.nodes + 2, full.links + 1)
    gone = loaded(url, part, delete_missing=True)
    assert (gone.nodes, gone.links) == (few.nodes, few.links) == (few.nodes, 3)
    assert counts(ask) == (few.nodes + 2, few.links + 1)
    assert gone.deleted_nodes == full.nodes - few.nodes
    assert relations(ask) == {
        each: (*row[:3], part.statements[place].evidence[0].quote)
        for place, (each, row) in enumerate(expected_relations(part).items())
    }
    assert ask("MATCH (n {id: 'mine'}) RETURN count(n)") == [(1,)]


def test_a_property_that_is_gone_is_removed(url, ask):
    loaded(url, view_of(Statement(JAPAN, "defends", UNION)))
    ask("MATCH ()-[r:DEFENDS]->() SET r.speaker = 'nobody', r.note = 'mine'")
    loaded(url, view_of(Statement(JAPAN, "defends", UNION)))
    assert ask("MATCH ()-[r:DEFENDS]->() RETURN r.speaker, r.note") == [(None, "mine")]


def test_an_empty_view_is_loaded(url, ask):
    assert loaded(url, merge([])) == bolt.Loaded(0, 0)
    assert counts(ask) == (0, 0)


def test_batches_are_told_of(url, ask, monkeypatch):
    monkeypatch.setattr(bolt, "AT_ONCE", 7)
    told: list[int] = []
    done = loaded(url, sample_view(), progress=told.append)
    assert sum(told) == done.nodes + done.links
    assert max(told) == 7
    assert counts(ask) == (done.nodes, done.links)


def test_a_broken_connection_is_made_again(url, ask, monkeypatch):
    """Between us and the server stands one who hangs up twice in the middle."""
    with hanging_up(url, after=[20_000, 20_000]) as (address, hung_up):
        monkeypatch.setattr(bolt, "AT_ONCE", 20)
        done = loaded(address, hostile_view())
        assert len(hung_up) == 2
    assert counts(ask) == (done.nodes, done.links)
    assert relations(ask) == expected_relations(hostile_view())


class hanging_up:  # noqa: N801 - reads as a call
    """A proxy on loopback that breaks its connections after so many bytes each."""

    def __init__(self, url, *, after):
        self.port, self.after = int(url.rsplit(":", 1)[1]), after
        self.hung_up, self.sockets, self.threads = [], [], []
        self.server = socket.create_server(("127.0.0.1", 0))

    def __enter__(self):
        self.start(self.accept)
        return f"bolt://127.0.0.1:{self.server.getsockname()[1]}", self.hung_up

    def __exit__(self, *error):
        for each in [self.server, *self.sockets]:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(10)
        for each in [self.server, *self.sockets]:
            each.close()

    def start(self, what, *arguments):
        self.threads.append(threading.Thread(target=what, args=arguments, daemon=True))
        self.threads[-1].start()

    def accept(self):
        while True:
            try:
                near, _ = self.server.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.port))
            self.sockets += [near, far]
            left = [self.after.pop(0)] if self.after else [None]
            for one, other, limited in ((near, far, True), (far, near, False)):
                self.start(self.pump, one, other, left if limited else [None])

    def pump(self, one, other, left):
        try:
            while read := one.recv(65536):
                if left[0] is not None:
                    left[0] -= len(read)
                    if left[0] < 0:
                        self.hung_up.append(True)
                        break
                other.sendall(read)
        except OSError:
            pass
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


SCRIPTS = [(hostile_view, "full"), (lambda: view_of(MEETING), "simple"), (lambda: merge([]), "full")]


@pytest.mark.parametrize(("view", "model"), SCRIPTS, ids=["hostile", "small", "empty"])
def test_neo4js_own_parser_takes_the_script(tmp_path, view, model):
    path = written("cypher", view(), tmp_path, model=model)
    found = node_reads("cypher", path)
    assert found["complaints"] == []
    assert found["statements"] == len(re.findall(r";$", path.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("model", ["simple", "full"])
def test_a_script_run_twice_leaves_what_loading_leaves(url, ask, tmp_path, model):
    view = hostile_view()
    text = written("cypher", view, tmp_path, model=model).read_text("utf-8")
    for _ in range(2):
        for command in re.split(r";\n(?=UNWIND|CREATE|\Z)", text):
            if command.strip():
                ask(command)
    assert relations(ask) == expected_relations(view)
    script = counts(ask)
    labels = dict(ask("MATCH (n:Entity) RETURN n.id, n.label"))
    done = loaded(url, view, model=model)
    assert script == counts(ask) == (done.nodes, done.links)
    assert labels == dict(ask("MATCH (n:Entity) RETURN n.id, n.label"))


def test_a_literal_cannot_be_left(ask):
    for text in TEXTS:
        assert ask(f"RETURN {literal(text)}") == [(text,)]
    assert ask(f"RETURN {literal([*TEXTS])}") == [([*TEXTS],)]
    assert literal("a\\u0041") == "'a\\\\' + 'u0041'"
    assert [literal(None), literal(1), literal(0.5)] == ["null", "1", "0.5"]


@pytest.mark.parametrize("model", ["simple", "full"])
def test_import_tables_hold_every_node_and_relationship(tmp_path, model):
    view = hostile_view()
    folder = written("neo4j-csv", view, tmp_path, model=model)
    found = {"nodes": [], "relationships": []}
    for path in sorted(folder.iterdir()):
        rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
        found[path.name.split("-")[0]] += [{name.split(":")[0] or name: row[name] for name in row} for row in rows]
        assert all(None not in row for row in rows)
    nodes = {(each.id, BETWEEN.join(each.labels)): each for each in nodes_of(view, ONTOLOGY, model=model)}
    assert {(row["id"], row[":LABEL"]) for row in found["nodes"]} == set(nodes)
    assert len(found["nodes"]) == len(nodes)
    links = list(links_of(view, ONTOLOGY, model=model))
    assert sorted((row[":TYPE"], row["id"]) for row in found["relationships"]) == sorted((e.type, e.id) for e in links)
    labels = {row["id"]: row["label"] for row in found["nodes"] if row[":LABEL"].startswith("Entity")}
    assert labels == {each.id: each.properties["label"] for each in nodes.values() if each.labels[0] == "Entity"}


FIELD = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*)?"
    r"(?::(?P<type>ID|START_ID|END_ID|LABEL|TYPE|long|double|string)(?P<many>\[\])?(?:\((?P<space>[A-Z][a-z]+)\))?)?"
)
READS = {"long": int, "double": float, "string": str, None: str}
FORMS = {"long": r"-?[0-9]{1,18}", "double": r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?", "string": r"(?s).*", None: r"(?s).*"}


def table_of(path) -> tuple[list[re.Match[str]], list[dict[str, object]]]:
    """A table as `neo4j-admin database import` defines its header, read by Arrow: fields, and rows without nulls."""
    options = {
        "parse_options": arrow_csv.ParseOptions(newlines_in_values=True),
        "convert_options": arrow_csv.ConvertOptions(
            null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    }
    header = path.read_text("utf-8").partition("\n")[0].split(",")
    options["convert_options"].column_types = dict.fromkeys(header, pa.string())
    fields = [FIELD.fullmatch(column) for column in header]
    assert all(fields), header
    rows = []
    for row in arrow_csv.read_csv(path, **options).to_pylist():
        cells = {field[0]: row[field[0]] for field in fields if row[field[0]] is not None}
        rows.append({field[0]: value_of(field, cells[field[0]]) for field in fields if field[0] in cells})
    return fields, rows


def value_of(field, text):
    """A cell in the type of its column."""
    parts = text.split(BETWEEN) if field["many"] or field["type"] == "LABEL" else [text]
    kind = field["type"] if field["type"] in READS else None
    assert all(re.fullmatch(FORMS[kind], part) for part in parts), (field[0], text)
    read = [READS[kind](part) for part in parts]
    return read if field["many"] or field["type"] == "LABEL" else read[0]


def properties_of(fields, row):
    """Property to value, as the database would have it: ids of relationships are properties, ends are not."""
    own = [field for field in fields if field["type"] not in {"ID", "START_ID", "END_ID", "LABEL", "TYPE"}]
    return {field["name"]: row[field[0]] for field in own if field[0] in row}


def given(properties):
    """What is there; the parts of a list without the character that divides them."""
    some = {name: value for name, value in properties.items() if value not in (None, [])}
    return {
        name: [part.replace(BETWEEN, "") for part in value] if isinstance(value, list) else value
        for name, value in some.items()
    }


@pytest.mark.parametrize("model", ["simple", "full"])
def test_import_tables_keep_to_the_grammar_of_neo4j_admin(tmp_path, model):
    """Columns, id spaces and types are as its manual says, and Arrow reads every value of every node and edge."""
    view = hostile_view()
    tables = {path.name: table_of(path) for path in written("neo4j-csv", view, tmp_path, model=model).iterdir()}
    spaces, nodes, links = {}, [], []
    for fields, rows in (table for name, table in tables.items() if name.startswith("nodes-")):
        assert [field["type"] for field in fields if field["type"] in {"ID", "LABEL"}] == ["ID", "LABEL"]
        (key,) = (field for field in fields if field["type"] == "ID")
        assert key["space"] not in spaces
        spaces[key["space"]] = {row[key[0]] for row in rows}
        assert len(spaces[key["space"]]) == len(rows)
        nodes += [(row[key[0]], tuple(row[":LABEL"]), properties_of(fields, row)) for row in rows]
    for fields, rows in (table for name, table in tables.items() if name.startswith("relationships-")):
        start, end, type_ = (field for field in fields if field["type"] in {"START_ID", "END_ID", "TYPE"})
        assert (start["type"], end["type"], type_["type"]) == ("START_ID", "END_ID", "TYPE")
        for row in rows:
            assert row[start[0]] in spaces[start["space"]]
            assert row[end[0]] in spaces[end["space"]]
            links.append((row[type_[0]], row[start[0]], row[end[0]], properties_of(fields, row)))
    for fields, _ in tables.values():
        names = [field["name"] for field in fields if field["name"]]
        assert len(names) == len(set(names))
    expected = [(each.id, each.labels, given(each.properties)) for each in nodes_of(view, ONTOLOGY, model=model)]
    assert sorted(nodes, key=str) == sorted(expected, key=str)
    joined = [
        (each.type, each.start, each.end, {"id": each.id, **given(each.properties)})
        for each in links_of(view, ONTOLOGY, model=model)
    ]
    assert sorted(links, key=str) == sorted(joined, key=str)


def test_types_are_of_the_closed_vocabulary():
    types = types_of(ONTOLOGY)
    assert len(types) == len(ONTOLOGY.predicates) + len(JOINING)
    assert all(re.fullmatch("[A-Z]+(_[A-Z]+)*", each) for each in types)
    assert (type_of("alliedWith"), type_of("headOfStateOf")) == ("ALLIED_WITH", "HEAD_OF_STATE_OF")
    assert {link.type for link in links_of(hostile_view(), ONTOLOGY, model="full")} <= set(types)
    with pytest.raises(UsageError, match="allowed: simple, full"):
        check_model("huge")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://localhost:7474", "no address of Neo4j"),
        ("bolt://me:secret@localhost", "a password in the URL"),
    ],
)
def test_a_wrong_address_is_refused(address, message):
    with pytest.raises(UsageError, match=message), bolt.opened(address):
        pass


def test_a_wrong_password_is_one_line(url, monkeypatch):
    monkeypatch.setenv(bolt.USER, "root")
    monkeypatch.setenv(bolt.PASSWORD, "wrong")
    with pytest.raises(StoreError, match=f"^{url}: .*"), bolt.opened(url) as server:
        server.run("RETURN 1")


def test_nobody_there_is_one_line(monkeypatch):
    monkeypatch.setattr(bolt, "TRIES", 2)
    with pytest.raises(StoreError) as error, bolt.opened("bolt://127.0.0.1:1") as server:
        server.run("RETURN 1")
    assert len(str(error.value).splitlines()) == 1


def test_the_command_loads(seeds, url, ask, monkeypatch):
    first = run_kg("load", "neo4j", url, "--store", seeds.store)
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    again = run_kg("load", "neo4j", url, "--store", seeds.store, "--database", "kg")
    assert again.stderr.splitlines()[-1] == first.stderr.splitlines()[-1]
    nodes, links = counts(ask)
    assert first.stderr.splitlines()[-1] == f"merged {nodes} nodes, {links} relationships"
    planned = run_kg(
        "load", "neo4j", url, "--store", seeds.store, "--status", "planned", "--roll-up", "states", "--delete-missing"
    )
    assert planned.returncode == 0, planned.stderr
    assert {status for (status,) in ask("MATCH ()-[r]->() RETURN r.status")} == {"planned"}
    assert run_kg("load", "neo4j", url, "--store", seeds.store, "--model", "huge").returncode == 2
