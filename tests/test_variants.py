"""Names written otherwise: linked by likeness, role and company, told with a score, decided by the user."""

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import UsageError
from kg.extract import extract
from kg.model import Document, Link, Run, Testimony
from kg.ontology import load_ontology
from kg.options import Decision, Options, read_decisions, written_decisions
from kg.pipeline import understood
from kg.resolve import resolve
from kg.resolve.variants import likeness

SUMMIT = (
    "Chancellor Angela Merkel and President Emmanuel Macron met in Lyon on Monday. "
    "Merckell and Macron also discussed the trade dispute with China. Merckell criticized Hungary."
)


def read(text: str, *decisions: Decision) -> Testimony:
    document = Document("a.txt", "", text, "", "en")
    return resolve(extract(document), ontology=load_ontology(), run=Run("test"), decisions=decisions)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Kishita", "Kishida", True),
        ("Zelinsky", "Zelensky", True),
        ("Merckell", "Merkel", True),
        ("Lukashenka", "Lukashenko", True),
        ("Baker", "Biden", False),
        ("Morawiecki", "Mattarella", False),
        ("Li", "Lee", False),
        ("Xavier", "Javier", False),
    ],
)
def test_likeness(one: str, other: str, alike: bool) -> None:  # noqa: FBT001 - a parameter
    assert (likeness(one, other) >= 0.85) is alike
    assert likeness(one, other) == likeness(other, one)


def test_a_slip_is_linked_and_told() -> None:
    found = read(SUMMIT)
    assert [(link.written, link.entity, link.decision) for link in found.links] == [
        ("Merckell", "person/angela-merkel", "linked")
    ]
    assert ("person/angela-merkel", "state/HUN") in {(each.subject.id, each.object.id) for each in found.statements}


def test_a_refused_link_stays_apart_and_an_accepted_one_is_made() -> None:
    refused = read(SUMMIT, Decision("Merckell", "person/angela-merkel", accepted=False))
    assert [link.decision for link in refused.links] == ["refused"]
    assert "person/angela-merkel" not in {
        each.subject.id for each in refused.statements if each.predicate == "criticizes"
    }
    text = "Viktor Orbinski met Emmanuel Macron in Paris. Viktor Orbinski criticized Romania."
    accepted = read(text, Decision("Viktor Orbinski", "person/viktor-orban", accepted=True))
    assert Link("Viktor Orbinski", "person/viktor-orban", 1.0, "accepted") in accepted.links


def test_who_is_named_beside_is_likelier_than_who_once_held_the_office() -> None:
    text = (
        "French President Emmanuel Macron and British Prime Minister Sunek Bleir promised a treaty. "
        "Macron and Sunak met in Leeds on Monday. Sunak praised France."
    )
    assert [(link.written, link.entity) for link in read(text).links] == [("Sunek Bleir", "person/rishi-sunak")]


def test_clean_names_are_not_linked() -> None:
    text = (
        "Emmanuel Macron met Jane Macready in Paris. Macready later criticized Hungary. "
        "President Vladimir Putin and Piotr Pukin spoke in Minsk."
    )
    assert [link for link in read(text).links if link.decision == "linked"] == []


def test_decisions_come_back_as_written(tmp_path) -> None:
    decided = (Decision("A b", "person/x", accepted=True), Decision("B", "person/y", accepted=False))
    file = tmp_path / "decisions.tsv"
    file.write_text(written_decisions(decided), encoding="utf-8")
    assert read_decisions(file) == decided
    file.write_text("decision\tname\tentity\nperhaps\tA\tperson/x\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"decisions\.tsv:2: is no decision"):
        read_decisions(file)


def test_the_command_lists_and_decides_reversibly(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SUMMIT, encoding="utf-8")

    def kg(*words: str) -> str:
        done = CliRunner().invoke(main, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    kg("build", "a.txt", "--lang", "en")
    before = (tmp_path / "out" / "statements.jsonl").read_bytes()
    assert "linked" in kg("names")
    kg("names", "refuse", "Merckell", "person/angela-merkel")
    kg("build", "a.txt", "--lang", "en")
    assert "refused" in kg("names")
    assert (tmp_path / "out" / "statements.jsonl").read_bytes() != before
    kg("names", "forget", "Merckell", "person/angela-merkel")
    kg("build", "a.txt", "--lang", "en")
    assert (tmp_path / "out" / "statements.jsonl").read_bytes() == before
    kg("validate")


def test_options_with_decisions_are_another_run() -> None:
    document = Document("a.txt", "", SUMMIT, "", "en")
    decided = Options(decisions=(Decision("Merckell", "person/angela-merkel", accepted=False),))
    runs = {understood(document, ontology=load_ontology(), options=each).run.id for each in (Options(), decided)}
    assert len(runs) == 2
