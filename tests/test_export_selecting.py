"""A part of a store: documents, statuses, confidence, and actors rolled up to those they act for."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.export import STREAMED, export_from
from kg.export.selecting import Selection, select
from kg.export.viewing import streamed
from kg.model import Document, Entity, Evidence, Run, Statement, Testimony
from kg.rdf import document_quads
from kg.rdf.rolling import principals_of, rolled_up
from tests import strategies
from tests.conftest import run_kg
from tests.exported import ONTOLOGY, stored
from tests.test_store import memory

modest = settings(max_examples=15, deadline=None)
USA = Entity("state/USA", "state", "United States", country="USA")
JAPAN = Entity("state/JPN", "state", "Japan", country="JPN")
BIDEN = Entity("person/biden", "person", "Joe Biden", country="USA", acts_for="state/USA")
MINISTRY = Entity("organization/ministry", "organization", "the ministry", acts_for="state/JPN")
MINISTER = Entity("person/minister", "person", "the minister", acts_for="organization/ministry")
FIRM = Entity("organization/steel", "organization", "Nippon Steel", country="JPN")


def said(key: str, *statements: Statement, confidence: float = 0.9) -> Testimony:
    evidence = Evidence(key, 0, 1, "x", (0, 1), (0, 1), (0, 1), "verb", confidence)
    document = Document(key, "0" * 64, "x", "1" * 64, "en")
    with_evidence = [replace(each, evidence=(evidence,)) for each in statements]
    return Testimony(document, tuple(sorted(with_evidence, key=lambda each: each.id)), Run("geokg 0.1.0"))


def shown(source) -> list[tuple[str, str, str]]:
    return sorted((each.subject.id, each.predicate, each.object.id) for each in source.view().statements)


def rolled(*testimonies) -> list[tuple[str, str, str]]:
    return shown(select(stored(testimonies), Selection(roll_up=True), ontology=ONTOLOGY))


def test_who_acts_for_a_state_stands_for_it():
    found = rolled(
        said("a", Statement(BIDEN, "defends", JAPAN), Statement(MINISTER, "praises", USA)),
        said("b", Statement(MINISTRY, "aids", USA)),
    )
    assert found == [
        ("state/JPN", "aids", "state/USA"),
        ("state/JPN", "praises", "state/USA"),
        ("state/USA", "defends", "state/JPN"),
    ]


def test_nationality_and_seat_are_no_reason():
    assert rolled(said("a", Statement(FIRM, "acquires", USA))) == [("organization/steel", "acquires", "state/USA")]


def test_what_is_said_within_a_state_is_left_out_and_what_it_does_to_itself_is_not():
    assert rolled(said("a", Statement(BIDEN, "headOfStateOf", USA), Statement(USA, "criticizes", USA))) == [
        ("state/USA", "criticizes", "state/USA")
    ]


def test_the_same_of_two_is_one_statement_with_both_quotes():
    source = select(
        stored([said("a", Statement(BIDEN, "defends", JAPAN)), said("b", Statement(USA, "defends", JAPAN))]),
        Selection(roll_up=True),
        ontology=ONTOLOGY,
    )
    (statement,) = source.view().statements
    assert statement.id == Statement(USA, "defends", JAPAN).id
    assert [each.document for each in statement.evidence] == ["a", "b"]


def test_symmetric_ends_keep_their_order_and_speakers_are_rolled_up():
    principals = {"person/biden": USA, "person/minister": JAPAN}
    meeting = Statement(BIDEN, "meets", MINISTER, speaker_chain=(MINISTER, BIDEN, USA))
    (statement,) = rolled_up([meeting], principals, symmetric=["meets"])
    assert [statement.subject.id, statement.object.id] == ["state/JPN", "state/USA"]
    assert [speaker.id for speaker in statement.speaker_chain] == ["state/JPN", "state/USA"]


def test_a_principal_that_no_statement_names_comes_from_the_ontology():
    found = principals_of({"person/biden": BIDEN}, ONTOLOGY)["person/biden"]
    assert (found.id, found.label, found.kind, found.country) == ("state/USA", "United States", "state", "USA")
    nobody = replace(BIDEN, acts_for="state/XXX")
    assert principals_of({"person/biden": nobody}, ONTOLOGY)["person/biden"].label == "XXX"


def test_a_circle_of_principals_ends():
    one, other = replace(BIDEN, acts_for="organization/ministry"), replace(MINISTRY, acts_for="person/biden")
    found = principals_of({one.id: one, other.id: other}, ONTOLOGY)
    assert set(found) <= {one.id, other.id}


def test_statements_by_status_and_confidence():
    actual, planned = Statement(USA, "defends", JAPAN), Statement(USA, "defends", JAPAN, status="planned")
    store = stored([said("a", actual, planned, confidence=0.4), said("b", planned, confidence=0.8)])
    for selection, expected in [
        (Selection(), {actual.id, planned.id}),
        (Selection(statuses=frozenset({"planned", "ended"})), {planned.id}),
        (Selection(least=0.5), {planned.id}),
        (Selection(keys=("a",)), {actual.id, planned.id}),
        (Selection(keys=("a",), least=0.5), set()),
        (Selection(keys=("b",)), {planned.id}),
    ]:
        view = select(store, selection, ontology=ONTOLOGY).view()
        assert {each.id for each in view.statements} == expected, selection
    with_both = select(store, Selection(least=0.5), ontology=ONTOLOGY).view().statements
    assert [len(each.evidence) for each in with_both] == [2]


@modest
@given(testimonies=strategies.libraries(), least=st.sampled_from([0.0, 0.3, 0.8]), data=st.data())
def test_every_form_of_a_part_says_the_same(testimonies, least, data):
    statuses = data.draw(st.frozensets(st.sampled_from(["actual", "planned", "ended"])))
    keys = data.draw(st.none() | st.lists(st.sampled_from([each.document.key for each in testimonies]), unique=True))
    selection = Selection(None if keys is None else tuple(keys), statuses, least)
    part = select(memory(*testimonies), selection, ontology=ONTOLOGY)
    view = part.view()
    chosen = [each for each in testimonies if keys is None or each.document.key in keys]
    assert [document.key for document in view.documents] == sorted(each.document.key for each in chosen)
    assert all(each.confidence >= least and (not statuses or each.status in statuses) for each in view.statements)
    with streamed(part) as found:
        assert tuple(found.statements) == view.statements
    quads = set(part.quads())
    if not selection.changes_statements:
        assert quads == {quad for each in chosen for quad in document_quads(each, signs=ONTOLOGY.signs)}
    else:
        assert {quad[3] for quad in quads} == {
            quad[3] for each in chosen for quad in [next(iter(document_quads(each, signs=ONTOLOGY.signs)))]
        }


def test_rolled_up_statements_have_one_id_in_every_format(tmp_path):
    store = stored([said("a", Statement(BIDEN, "defends", JAPAN)), said("b", Statement(MINISTER, "praises", BIDEN))])
    part = select(store, Selection(roll_up=True), ontology=ONTOLOGY)
    ids = {each.id for each in part.view().statements}
    assert len(ids) == 2
    for name in ["jsonl", "csv", "gexf", "graphml", "cypher", "rdf12", "prov", *STREAMED]:
        export_from(part, name, tmp_path / name)
        text = (tmp_path / name).read_text("utf-8")
        assert all(each in text for each in ids), name
        assert "person/biden" not in text or name in {"nq", "trig", "jsonld"}, name


def test_the_command_picks(seeds, tmp_path):
    def exported(*options) -> list[dict]:
        done = run_kg("export", "jsonl", "--store", seeds.store, "-o", tmp_path / "x", *options)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in (tmp_path / "x").read_text("utf-8").split("\n")[:-1]]

    everything = exported()
    key = everything[0]["evidence"][0]["document"]
    assert {each["document"] for one in exported("--graph", key) for each in one["evidence"]} == {key}
    assert {one["status"] for one in exported("--status", "planned,considered")} == {"planned", "considered"}
    assert {one["id"] for one in exported("--status", "planned")} == {
        one["id"] for one in everything if one["status"] == "planned"
    }
    rolled_up_ = exported("--roll-up", "states")
    assert not any(one["subject"]["acts_for"] for one in rolled_up_)
    assert len(rolled_up_) < len(everything)
    assert all(one["confidence"] >= 0.8 for one in exported("--min-confidence", "0.8"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--graph", "nothing.txt"], "no document of this store"),
        (["--status", "possible"], "unknown; allowed: actual, ended, planned, considered, conditional, requested"),
        (["--status", ","], "allowed: actual"),
        (["--roll-up", "continents"], "'states'"),
    ],
)
def test_what_cannot_be_picked_is_said_in_one_line(seeds, tmp_path, options, message):
    done = run_kg("export", "csv", "--store", seeds.store, "-o", tmp_path / "x", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_key_is_named():
    with pytest.raises(UsageError, match="no such document"):
        select(memory(), Selection(keys=("x",)), ontology=ONTOLOGY).view()
