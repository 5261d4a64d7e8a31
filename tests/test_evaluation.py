"""Sentences that people annotated are read exactly, and the extractor is counted against them as it should be."""

import pytest
from click.testing import CliRunner

from kg.errors import SourceError
from kg.evaluation.__main__ import main, written
from kg.evaluation.annotated import Annotated, Said, read_annotated
from kg.evaluation.scoring import Count, document_of, score
from kg.ontology import load_ontology

ONTOLOGY = load_ontology()
PREDICATES = frozenset(ONTOLOGY.predicates)
FILE = """\
# topic: ferries and quays
# a remark
Peru invaded Chile, Togo said.
  Peru | invades | Chile | by Togo

Nothing moved in the harbour.
  -
Mali said that Togo says Peru will not aid Chile or Peru.
  Peru#2 | aids | Chile | denied | planned | by Mali > Togo
  Togo | consults | Mali
"""


@pytest.fixture
def write(tmp_path):
    def to(text: str, name: str = "ferries.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return to


def read(path) -> list[Annotated]:
    return list(read_annotated(path, PREDICATES))


# The format ----------------------------------------------------------------------------------------------------------


def test_sentences_stand_with_their_statements_topic_and_line(write):
    path = write(FILE)
    one, silent, two = read(path)
    assert [each.topic for each in (one, silent, two)] == ["ferries and quays"] * 3
    assert [each.place for each in (one, silent, two)] == [f"{path}:{line}" for line in (3, 6, 8)]
    assert one.text == "Peru invaded Chile, Togo said."
    assert silent.statements == ()
    assert len(two.statements) == 2


def test_fragments_become_spans(write):
    one, _, two = read(write(FILE))
    (said,) = one.statements
    assert [one.text[slice(*span)] for span in (said.subject, said.object, *said.speakers)] == ["Peru", "Chile", "Togo"]
    aids = two.statements[0]
    assert aids.subject[0] == two.text.rindex("Peru")
    assert [two.text[slice(*span)] for span in aids.speakers] == ["Mali", "Togo"]
    assert (aids.polarity, aids.status) == ("denied", "planned")
    assert (said.polarity, said.status) == ("affirmed", "actual")


def test_a_file_without_a_topic_has_its_name(write):
    (only,) = read(write("Peru slept.\n  -\n", "night.txt"))
    assert only.topic == "night"


def test_a_fragment_is_a_whole_word_where_there_is_one(write):
    (only,) = read(write("Romania and Oman met.\n  Romania | meets | Oman\n"))
    (said,) = only.statements
    assert said.object == (12, 16)


def test_a_fragment_may_be_part_of_a_word_where_there_is_no_whole_one(write):
    (only,) = read(write("Sino-Peruvian talks began.\n  Peru | consults | Sino\n"))
    assert only.text[slice(*only.statements[0].subject)] == "Peru"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Peru | invades", "is no statement"),
        ("Peru | zorbs | Chile", "is no statement"),
        ("Bolivia | invades | Chile", "'Bolivia' is not in the sentence"),
        ("Peru#2 | invades | Chile", "'Peru#2' is not in the sentence"),
        ("Peru | invades | Chile | someday", "'someday'.*conditional"),
        ("Peru | invades | Chile | by Bolivia", "'Bolivia' is not in the sentence"),
    ],
)
def test_a_broken_line_is_an_error_that_names_it(write, line, message):
    path = write(f"Peru invaded Chile.\n  {line}\n")
    with pytest.raises(SourceError, match=message) as caught:
        read(path)
    assert f"{path}:2" in str(caught.value)


# Counts --------------------------------------------------------------------------------------------------------------


def test_precision_recall_and_f1_are_percentages():
    count = Count(hits=1, found=3, predicted=2, wanted=4)
    assert (count.precision, count.recall, count.f1) == (50, 75, 60)


def test_nothing_predicted_and_nothing_wanted_is_zero():
    assert (Count().precision, Count().recall, Count().f1) == (0, 0, 0)


def sentence(text: str, *statements: tuple) -> Annotated:
    """A sentence with statements (subject, predicate, object, and fields of `Said`)."""
    said = []
    for subject, predicate, object_, *rest in statements:
        spans = [(text.index(words), text.index(words) + len(words)) for words in (subject, object_)]
        fields = rest[0] if rest else {}
        speakers = tuple((text.index(words), text.index(words) + len(words)) for words in fields.pop("speakers", ()))
        said.append(Said(spans[0], predicate, spans[1], speakers=speakers, **fields))
    return Annotated(text, tuple(said), "made", "here:1")


RIGHT = sentence("Peru invaded Chile.", ("Peru", "invades", "Chile"))
TURNED = sentence("Peru invaded Chile.", ("Chile", "invades", "Peru"))
OTHER_WORD = sentence("Peru invaded Chile.", ("Peru", "aids", "Chile"))
OTHER_STATUS = sentence("Peru invaded Chile.", ("Peru", "invades", "Chile", {"status": "planned"}))
SYMMETRIC = sentence("Peru met Chile.", ("Chile", "meets", "Peru"))
QUIET = sentence("The harbour was empty.")
DISTURBED = sentence("Togo invaded Mali.")


def levels(*sentences: Annotated) -> dict[str, tuple[int, int, int, int]]:
    """(hits, found, predicted, wanted) of each level."""
    report = score(sentences, ontology=ONTOLOGY)
    return {name: (c.hits, c.found, c.predicted, c.wanted) for name, c in report.levels.items()}


def test_what_fits_counts_on_every_level():
    assert levels(RIGHT) == dict.fromkeys(("pair", "family", "predicate", "qualified"), (1, 1, 1, 1))


def test_the_wrong_direction_fits_on_no_level():
    assert levels(TURNED) == dict.fromkeys(("pair", "family", "predicate", "qualified"), (0, 0, 1, 1))


def test_a_symmetric_predicate_fits_in_both_directions():
    assert levels(SYMMETRIC)["qualified"] == (1, 1, 1, 1)


def test_another_predicate_fits_as_a_pair_alone():
    found = levels(OTHER_WORD)
    assert found["pair"] == (1, 1, 1, 1)
    assert found["family"] == found["predicate"] == found["qualified"] == (0, 0, 1, 1)


def test_another_status_fits_but_for_its_qualities():
    found = levels(OTHER_STATUS)
    assert (found["predicate"], found["qualified"]) == ((1, 1, 1, 1), (0, 0, 1, 1))


def test_counts_of_sentences_add_up():
    assert levels(RIGHT, TURNED, OTHER_WORD)["predicate"] == (1, 1, 3, 3)


def test_what_was_read_for_something_else_is_confused():
    report = score([OTHER_WORD], ontology=ONTOLOGY)
    assert report.confused == {("aids", "invades"): 1}
    assert report.predicates["invades"].predicted == report.predicates["aids"].wanted == 1
    assert [line.split()[0] for line in report.errors] == ["beside", "missed"]


def test_a_sentence_that_states_nothing_is_silent_unless_something_is_found():
    report = score([QUIET, DISTURBED, RIGHT], ontology=ONTOLOGY)
    assert (report.silent, report.disturbed) == (2, 1)


def test_a_speaker_counts_where_the_relation_fits():
    text = "Togo said that Peru invaded Chile."
    named = sentence(text, ("Peru", "invades", "Chile", {"speakers": ["Togo"]}))
    wrong = sentence(text, ("Peru", "invades", "Chile", {"speakers": ["Chile"]}))
    counts = [score([each], ontology=ONTOLOGY).speakers for each in (named, wrong)]
    assert [(count.found, count.wanted) for count in counts] == [(1, 1), (0, 1)]


def test_groups_are_counted_as_the_whole():
    report = score([RIGHT, OTHER_WORD, SYMMETRIC, QUIET], ontology=ONTOLOGY)
    whole = report.levels["predicate"]
    for groups in (report.families, report.predicates, report.constructions, report.reliability):
        assert sum(count.predicted for count in groups.values()) == whole.predicted
        assert sum(count.hits for count in groups.values()) == whole.hits
    assert sum(count.wanted for count in report.predicates.values()) == whole.wanted


def test_italian_sentences_are_read_as_italian():
    text = "Il Cile ha invaso il Perù."
    report = score([sentence(text, ("Cile", "invades", "Perù"))], ontology=ONTOLOGY, lang="it")
    assert report.levels["qualified"].f1 == 100


def test_a_sentence_is_a_document_of_its_own():
    one, same, other = (document_of(text, "en") for text in ("Peru slept.", "Peru slept.", "Chile slept."))
    assert one == same
    assert one.key != other.key
    assert one.text == "Peru slept."


# The command ---------------------------------------------------------------------------------------------------------


def test_the_report_has_a_table_for_every_group():
    text = written(score([RIGHT, QUIET, DISTURBED], ontology=ONTOLOGY), errors=False)
    lines = {line.split()[0]: line.split() for line in text.splitlines() if line}
    assert {"level", "family", "predicate", "construction", "confidence", "speakers", "silence"} <= lines.keys()
    assert lines["qualified"] == ["qualified", "50.0", "100.0", "66.7", "1"]
    assert "1 of 2 sentences" in text
    assert "beside" not in text


def test_errors_are_listed_when_asked_for(write):
    path = write("Peru invaded Chile.\n  Peru | aids | Chile\n")
    plain, listed = (CliRunner().invoke(main, [*options, str(path)]) for options in ([], ["--errors"]))
    assert (plain.exit_code, listed.exit_code) == (0, 0)
    assert "missed  Peru aids Chile" in listed.output
    assert "missed" not in plain.output
    assert "aids read as invades: 1" in plain.output


def test_a_folder_is_read_with_all_its_text_files(write, tmp_path):
    write("Peru invaded Chile.\n  Peru | invades | Chile\n", "one.txt")
    write("Peru invaded Chile.\n  Peru | invades | Chile\n", "two.txt")
    write("no annotation at all\n  nonsense\n", "three.md")
    done = CliRunner().invoke(main, [str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "predicate" in done.output
    assert ["qualified", "100.0", "100.0", "100.0", "2"] in [line.split() for line in done.output.splitlines()]


def test_a_broken_file_ends_the_command_with_its_line(write):
    path = write("Peru invaded Chile.\n  Peru | zorbs | Chile\n")
    done = CliRunner().invoke(main, [str(path)])
    assert done.exit_code == 1
    assert f"{path}:2" in done.output
    assert "Traceback" not in done.output


def test_a_missing_file_is_wrong_usage(tmp_path):
    assert CliRunner().invoke(main, [str(tmp_path / "none.txt")]).exit_code == 2
    assert CliRunner().invoke(main, []).exit_code == 2
