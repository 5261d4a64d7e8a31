"""Readings of a cue: which pairs stand, what their features say, and a model small enough to see through."""

import math

import pytest

from kg.extract.completion import completed
from kg.extract.constructions import Reader
from kg.extract.judgement import ReadingModel, load_reading_model, model_of, observed, written
from kg.extract.readings import NAMES, CueReadings, ReadingFinder, path_between
from kg.ontology import load_ontology
from tests.conllu import sentence
from tests.conllu import written as as_line

PREDICATES = load_ontology().predicates
LOOSE = """
1 Peru Peru PROPN 4 nsubj
2 and and CCONJ 3 cc
3 Togo Togo PROPN 1 conj
4 slept sleep VERB 0 root
5 , , PUNCT 4 punct
6 invading invade VERB 4 dep
7 in in ADP 8 case
8 Chile Chile PROPN 6 obl
"""
FRAMED = """
1 Peru Peru PROPN 2 nsubj
2 invaded invade VERB 0 root
3 Chile Chile PROPN 2 obj
"""
REFUSED = """
1 Peru Peru PROPN 3 nsubj
2 never never ADV 3 advmod
3 slept sleep VERB 0 root
4 , , PUNCT 3 punct
5 invading invade VERB 3 xcomp
6 in in ADP 7 case
7 Chile Chile PROPN 5 obl
"""
APART = """
1 Peru Peru PROPN 2 nsubj
2 launched launch VERB 0 root
3 a a DET 4 det
4 song song NOUN 2 obj
5 , , PUNCT 2 punct
6 Chile Chile PROPN 8 nsubj
7 an a DET 8 det
8 attack attack NOUN 2 dep
"""


def readings(lines: str) -> list[CueReadings]:
    read, text = sentence(lines)
    found = list(Reader(read, text, PREDICATES).relations())
    return list(ReadingFinder(read, found, PREDICATES).readings())


def of(lines: str, predicate: str) -> CueReadings:
    return next(each for each in readings(lines) if each.cue.frame.predicate == predicate)


def seen(lines: str, predicate: str, subject: str, object_: str) -> dict[str, object]:
    """The features of one reading by name."""
    each = of(lines, predicate)
    for at, to, pair in each.pairs:
        (one, of_subject), (other, of_object) = each.subjects[at], each.objects[to]
        if (one.text, other.text) == (subject, object_):
            return dict(observed(each.features, of_subject, of_object, pair))
    raise AssertionError(f"no reading {subject} {predicate} {object_}")


def test_every_pair_that_kinds_allow_is_a_reading():
    each = of(LOOSE, "invades")
    pairs = {(each.subjects[at][0].text, each.objects[to][0].text) for at, to, _ in each.pairs}
    assert pairs == {(a, b) for a in ("Peru", "Togo", "Chile") for b in ("Peru", "Togo", "Chile") if a != b}


def test_a_reading_tells_the_way_from_the_cue_to_its_ends():
    known = seen(LOOSE, "invades", "Togo", "Chile")
    assert (known["subject.path"], known["subject.after"], known["subject.up"], known["subject.down"]) == (
        "dep|nsubjvconj", 0, 1, 2,
    )  # fmt: skip
    assert (known["object.path"], known["object.case"], known["object.after"]) == ("|obl:in", "in", 1)
    assert (known["pair.order"], known["pair.framed"], known["cue.lemma"]) == (1, 0, "invade")


def test_a_reading_tells_what_the_constructions_found():
    known = seen(FRAMED, "invades", "Peru", "Chile")
    assert (known["pair.framed"], known["subject.fills"], known["object.fills"], known["cue.frames hold"]) == (
        1,
        1,
        1,
        1,
    )
    back = seen(FRAMED, "invades", "Chile", "Peru")
    assert (back["pair.framed"], back["pair.framed backwards"]) == (0, 1)


def test_a_requirement_may_stand_near_the_cue():
    each = of(APART, "attacks")
    assert [cue.cue.loose for cue in readings(APART) if cue.cue.word.lemma == "launch"].count(True) >= 1
    assert {each.subjects[at][0].text for at, _, _ in each.pairs} == {"Peru", "Chile"}


def test_a_sentence_with_one_mention_has_no_reading():
    assert readings("1 Peru Peru PROPN 2 nsubj\n2 invades invade VERB 0 root\n") == []


def test_features_have_a_name_each_and_are_never_of_two_types():
    known = seen(LOOSE, "invades", "Peru", "Chile")
    assert list(known)[: len(NAMES)] == list(NAMES)
    again = seen(FRAMED, "invades", "Peru", "Chile")
    assert [type(known[name]) for name in NAMES] == [type(again[name]) for name in NAMES]


def test_the_path_runs_through_the_lowest_common_head():
    words = sentence(LOOSE)[0].tree.words
    up, top, down = path_between(words[5], words[2])
    assert ([word.text for word in up], top.text, [word.text for word in down]) == (
        ["invading"], "slept", ["Peru", "Togo"],
    )  # fmt: skip


# The model -----------------------------------------------------------------------------------------------------------

FORTH = ReadingModel(
    {"pair.order": {1: 4.0}, "object.case & missing": {}, "cue.predicate & object.case": {("invades", "in"): 2.0}}, -5.0
)


def test_a_probability_is_the_logistic_of_the_sum():
    each = of(LOOSE, "invades")
    chances = dict(zip([(at, to) for at, to, _ in each.pairs], FORTH.probabilities(each), strict=True))
    names = [mention.text for mention, _ in each.subjects]
    assert chances[names.index("Togo"), names.index("Chile")] == pytest.approx(1 / (1 + math.exp(-1.0)))
    assert chances[names.index("Chile"), names.index("Togo")] == pytest.approx(1 / (1 + math.exp(5.0)))


def test_sums_shared_between_readings_are_the_sums_of_each():
    """What the model adds up by parts is what the features of a reading weigh one by one."""
    each = of(LOOSE, "invades")
    rows = [
        list(observed(each.features, each.subjects[at][1], each.objects[to][1], pair)) for at, to, pair in each.pairs
    ]
    weights: dict[str, dict[object, float]] = {}
    for number, (name, value) in enumerate(sorted({feature for row in rows for feature in row}, key=str)):
        weights.setdefault(name, {})[value] = math.sin(number)
    sums = [sum(weights[name][value] for name, value in row) for row in rows]
    expected = [1 / (1 + math.exp(-total)) for total in sums]
    assert ReadingModel(weights, 0.0).probabilities(each) == pytest.approx(expected)


def test_a_model_is_written_and_read_with_the_types_of_its_values():
    rows = [("pair.order", 1, 0.5), ("cue.lemma", "1", -0.25), ("cue.predicate & object.case", ("invades", "in"), 2.0)]
    text = written(rows, -1.5)
    assert written(reversed(rows), -1.5) == text
    each = of(LOOSE, "invades")
    known = {"pair.order": {1: 0.5}, "cue.lemma": {"1": -0.25}, "cue.predicate & object.case": {("invades", "in"): 2.0}}
    assert model_of(text).probabilities(each) == ReadingModel(known, -1.5).probabilities(each)


def test_a_language_without_weights_has_no_model():
    assert load_reading_model("tlh") is None


# What it adds --------------------------------------------------------------------------------------------------------


def added(lines: str, model: ReadingModel | None, **options) -> list:
    read, text = sentence(lines)
    reader = Reader(read, text, PREDICATES)
    return list(completed(read, list(reader.relations()), reader, model=model, predicates=PREDICATES, **options))


SURE = ReadingModel({"pair.order": {1: 3.0}, "cue.predicate": {"invades": 3.0}, "object.case": {"in": 2.0}}, -5.0)


def test_without_a_model_only_the_constructions_speak():
    read, text = sentence(FRAMED)
    assert added(FRAMED, None) == list(Reader(read, text, PREDICATES).relations())


def test_the_model_relates_what_the_tree_leaves_open():
    assert {as_line(each) for each in added(LOOSE, SURE, threshold=0.9)} == {"Peru invades Chile", "Togo invades Chile"}
    found = next(each for each in added(LOOSE, SURE, threshold=0.9) if each.subject.text == "Togo")
    assert (found.construction, found.confidence) == ("typed", 0.95)
    assert sentence(LOOSE)[1][slice(*found.cue)] == "invading"


def test_an_unsure_model_adds_nothing():
    assert added(LOOSE, SURE, threshold=0.99) == []


def test_polarity_is_read_at_the_cue():
    assert {as_line(each) for each in added(REFUSED, SURE, threshold=0.9)} == {"Peru invades Chile (denied)"}


def test_what_the_constructions_found_is_as_sure_as_the_model_is():
    (found,) = added(FRAMED, ReadingModel({"pair.framed": {1: 1.0}}, 0.0), threshold=0.9)
    assert (as_line(found), found.confidence, found.construction) == ("Peru invades Chile", 0.73, "verb frame")
