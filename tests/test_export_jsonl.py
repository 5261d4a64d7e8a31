"""JSON Lines: the fixed interface, field by field."""

import json
from dataclasses import replace

from hypothesis import given, settings

from kg import model, rdf
from kg.export import export
from kg.model import Document, Entity, Evidence, Run, Statement
from kg.ontology import Ontology, load_ontology
from tests import strategies

# fmt: off
FIELDS = [
    "id", "subject", "predicate", "object", "polarity", "status", "speaker", "speaker_chain", "start_date", "end_date",
    "quantities", "qualifiers", "plover", "quad", "sign", "confidence", "evidence",
]
ENTITY = ["id", "label", "kind", "country", "acts_for", "aliases"]
EVIDENCE = [
    "document", "path", "lang", "published", "publisher", "start", "end", "quote", "subject_span", "object_span",
    "cue_span", "confidence", "extractor",
]
# fmt: on

DOCUMENT = Document("a.txt", "0" * 64, "X said Japan will meet the EU.", "1" * 64, "en", "T", "2024-01", "P")
JAPAN = Entity("state/JPN", "state", "Japan", aliases=("Nippon",), country="JPN")
UNION = Entity("organization/european-union", "organization", "European Union")
SPEAKER = Entity("person/x", "person", "X", country="ITA", acts_for=UNION.id)
OTHER = Entity("person/y", "person", "Y", acts_for="state/JPN")
SEEN = Evidence("a.txt", 0, 30, DOCUMENT.text, (7, 12), (27, 29), (18, 22), "verb", 0.9)
MEETING = Statement(
    JAPAN,
    "meets",
    UNION,
    status="planned",
    speaker_chain=(OTHER, SPEAKER),
    start_date="2024-02",
    quantities=(("15", "USD", "USD"),),
    qualifiers=(("location", JAPAN), ("title", "summit")),
    evidence=(SEEN, replace(SEEN, start=1, confidence=0.4)),
)


def lines(view, folder, **options) -> list[dict]:
    export("jsonl", view, folder / "s.jsonl", **options)
    return [json.loads(line) for line in (folder / "s.jsonl").read_text(encoding="utf-8").splitlines()]


def view_of(*statements: Statement):
    said = tuple(sorted(statements, key=lambda statement: statement.id))
    return rdf.merge([model.Testimony(DOCUMENT, said, Run("geokg 0.1.0"))])


def test_a_statement_is_written_field_by_field(tmp_path):
    (said,) = lines(view_of(MEETING), tmp_path)
    assert list(said) == FIELDS
    assert said["id"] == MEETING.id
    assert list(said["subject"]) == ENTITY
    assert said["subject"] == {
        "id": "state/JPN",
        "label": "Japan",
        "kind": "state",
        "country": "JPN",
        "acts_for": None,
        "aliases": ["Nippon"],
    }
    assert (said["speaker"]["id"], said["speaker_chain"]) == ("person/x", ["person/y", "person/x"])
    assert (said["start_date"], said["end_date"]) == ("2024-02", None)
    assert said["quantities"] == [["15", "USD", "USD"]]
    assert said["qualifiers"] == [["location", "state/JPN"], ["title", "summit"]]
    assert (said["plover"], said["quad"], said["sign"], said["confidence"]) == ("AGREE", 1, 1, 0.9)
    assert list(said["evidence"][0]) == EVIDENCE
    assert said["evidence"][0]["path"] == said["evidence"][0]["document"] == "a.txt"
    assert said["evidence"][0]["published"] == "2024-01"
    assert [each["start"] for each in said["evidence"]] == [0, 1]


def test_acts_for_is_a_code_or_a_label(tmp_path):
    (said,) = lines(view_of(MEETING), tmp_path)
    assert said["speaker"]["acts_for"] == "European Union"
    state = replace(MEETING, speaker_chain=(OTHER,))
    assert lines(view_of(state), tmp_path)[0]["speaker"]["acts_for"] == "JPN"
    nobody = Ontology(predicates=load_ontology().predicates, actors={}, quads=load_ontology().quads)
    unnamed = replace(MEETING, object=JAPAN)
    assert lines(view_of(unnamed), tmp_path, ontology=nobody)[0]["speaker"]["acts_for"] == "european-union"


def test_no_speaker_is_null(tmp_path):
    (said,) = lines(view_of(replace(MEETING, speaker_chain=())), tmp_path)
    assert (said["speaker"], said["speaker_chain"]) == (None, [])


def test_no_statements_are_an_empty_file(tmp_path):
    assert lines(rdf.merge([]), tmp_path) == []


def test_a_document_read_without_text_is_written_alike(tmp_path):
    bare = replace(view_of(MEETING), documents=(replace(DOCUMENT, text=""),))
    assert lines(bare, tmp_path) == lines(view_of(MEETING), tmp_path)


@settings(max_examples=20, deadline=None)
@given(strategies.libraries())
def test_every_statement_is_one_line_in_order(tmp_path_factory, testimonies):
    view = rdf.merge(testimonies)
    said = lines(view, tmp_path_factory.mktemp("lines"))
    assert [each["id"] for each in said] == [statement.id for statement in view.statements]
    for each, statement in zip(said, view.statements, strict=True):
        assert [one["quote"] for one in each["evidence"]] == [one.quote for one in statement.evidence]
        assert each["subject"]["label"] == statement.subject.label
