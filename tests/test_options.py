"""What users add: their own actors, names and cues; and what is kept of languages that nothing reads."""

from pathlib import Path

import pytest

from kg.errors import OntologyError, UsageError
from kg.extract import coverage_of, extract
from kg.model import Document, Run
from kg.ontology import load_ontology
from kg.options import Options, language_of_frames
from kg.provenance import run_for
from kg.resolve import resolve

ACTORS = """
@prefix kg: <https://w3id.org/geokg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/geokg/id/state/> .
@prefix organization: <https://w3id.org/geokg/id/organization/> .

organization:harbour-pact a kg:Organization ; skos:prefLabel "Harbour Pact"@en .
state:PER skos:altLabel "Land of the Incas"@en .
"""
FRAMES = "cue\tpos\tpredicate\tsubject\tobject\nsnub\tVERB\trejects\tsubj\tobj\n"


def said(text: str, options: Options) -> set[tuple[str, str, str]]:
    ontology = load_ontology(further=options.actors)
    document = Document("a.txt", "", text, "", "en")
    found = resolve(extract(document, options), ontology=ontology, run=Run("test"))
    return {(each.subject.id, each.predicate, each.object.id) for each in found.statements}


@pytest.fixture
def files(tmp_path: Path) -> Options:
    actors, frames = tmp_path / "mine.ttl", tmp_path / "mine.en.tsv"
    actors.write_text(ACTORS, encoding="utf-8")
    frames.write_text(FRAMES, encoding="utf-8")
    return Options(actors=(actors,), frames=(frames,))


def test_own_actors_and_cues_are_read(files: Options) -> None:
    assert said("Chile joined the Harbour Pact.", files) == {("state/CHL", "joins", "organization/harbour-pact")}
    assert said("The Land of the Incas snubbed Chile.", files) == {("state/PER", "rejects", "state/CHL")}
    assert said("The Land of the Incas snubbed Chile.", Options()) == set()


def test_what_is_added_is_part_of_the_run(files: Options) -> None:
    runs = {run_for("en", options).id for options in (Options(), files, Options(repair=False))}
    assert len(runs) == 3
    assert run_for("en", files).id == run_for("en", files).id


def test_a_wrong_table_says_file_and_line(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.en.tsv"
    wrong.write_text(FRAMES.replace("rejects", "dislikes"), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"wrong\.en\.tsv:2: unknown predicate 'dislikes'; allowed: "):
        extract(Document("a.txt", "", "Peru snubbed Chile.", "", "en"), Options(frames=(wrong,)))
    with pytest.raises(UsageError, match="does not say its language"):
        language_of_frames(tmp_path / "frames.tsv")


def test_an_unknown_actor_takes_no_further_names(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(ACTORS.replace("state:PER", "state:XXX"), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"wrong\.ttl: state/XXX"):
        load_ontology(further=(wrong,))


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("pl", "Polska potępiła Rosję. Niemcy milczą.", {"state/POL", "state/DEU"}),
        ("sw", "Kenya na Tanzania zilisaini mkataba.", {"state/KEN", "state/TZA"}),
    ],
)
def test_of_other_languages_the_states_are_found_and_nothing_is_claimed(lang: str, text: str, names: set[str]) -> None:
    assert coverage_of(lang) == "names"
    found = extract(Document("a.txt", "", text, "", lang))
    assert {id_ for mention in found.mentions for id_ in mention.candidates} == names
    assert found.relations == ()


def test_a_language_without_names_is_not_read() -> None:
    assert coverage_of("xx") == "none"
