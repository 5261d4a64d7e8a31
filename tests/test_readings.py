"""Readings of a cue: which pairs stand, what their features say, and a model small enough to see through."""

import json
import math
from hashlib import sha256
from importlib import resources

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


def finder(lines: str) -> ReadingFinder:
    read, text = sentence(lines)
    return ReadingFinder(read, list(Reader(read, text, PREDICATES).relations()), PREDICATES)


def readings(lines: str) -> list[CueReadings]:
    return list(finder(lines).readings())


def of(lines: str, predicate: str) -> CueReadings:
    return next(each for each in readings(lines) if each.predicate.name == predicate)


def features(each: CueReadings, lines: str, at: int, to: int) -> list:
    subject, object_ = each.subjects[at], each.objects[to]
    return list(observed(each.features, subject.features, object_.features, finder(lines).of_pair(each, at, to)))


def seen(lines: str, predicate: str, subject: str, object_: str) -> dict[str, object]:
    """The features of one reading by name."""
    each = of(lines, predicate)
    for at, to in each.pairs:
        if (each.subjects[at].mention.text, each.objects[to].mention.text) == (subject, object_):
            return dict(features(each, lines, at, to))
    raise AssertionError(f"no reading {subject} {predicate} {object_}")


def test_every_pair_that_kinds_allow_is_a_reading():
    each = of(LOOSE, "invades")
    pairs = {(each.subjects[at].mention.text, each.objects[to].mention.text) for at, to in each.pairs}
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

FORTH = ReadingModel({"subject.after": {0: 4.0}, "cue.predicate & object.case": {("invades", "in"): 2.0}}, -5.0)


def judged(model: ReadingModel, lines: str, least: float = 0.0) -> dict[tuple[str, str], float]:
    """What a model says of each invasion in a sentence."""
    each = of(lines, "invades")
    found = model.judge(each, finder(lines), least)
    return {(each.subjects[at].mention.text, each.objects[to].mention.text): chance for chance, at, to in found}


def test_a_probability_is_the_logistic_of_the_sum():
    chances = judged(FORTH, LOOSE)
    assert chances["Togo", "Chile"] == pytest.approx(1 / (1 + math.exp(-1.0)))
    assert chances["Chile", "Togo"] == pytest.approx(1 / (1 + math.exp(5.0)))
    assert set(judged(FORTH, LOOSE, least=0.5)) == {("Peru", "Chile"), ("Togo", "Chile")}


def test_sums_shared_between_readings_are_the_sums_of_each():
    """What the model adds up by parts is what the features of a reading weigh one by one."""
    each = of(LOOSE, "invades")
    rows = {pair: features(each, LOOSE, *pair) for pair in each.pairs}
    weights: dict[str, dict[object, float]] = {}
    for number, (name, value) in enumerate(sorted({feature for row in rows.values() for feature in row}, key=str)):
        weights.setdefault(name, {})[value] = math.sin(number)
    model = ReadingModel(weights, 0.0)
    found = {(at, to): chance for chance, at, to in model.judge(each, finder(LOOSE), 0.0)}
    for pair, row in rows.items():
        assert found[pair] == pytest.approx(1 / (1 + math.exp(-sum(weights[name][value] for name, value in row))))


def test_unlikely_pairs_are_left_out_unless_the_constructions_relate_them():
    assert judged(ReadingModel({}, -9.0), LOOSE, least=0.5) == {}
    assert set(judged(ReadingModel({}, -9.0), FRAMED, least=0.5)) == {("Peru", "Chile"), ("Chile", "Peru")}


def test_a_model_is_written_and_read_with_the_types_of_its_values():
    rows = [("pair.order", 1, 0.5), ("cue.lemma", "1", -0.25), ("cue.predicate & object.case", ("invades", "in"), 2.0)]
    text = written(rows, -1.5)
    assert written(reversed(rows), -1.5) == text
    known = {"pair.order": {1: 0.5}, "cue.lemma": {"1": -0.25}, "cue.predicate & object.case": {("invades", "in"): 2.0}}
    assert judged(model_of(text), LOOSE) == judged(ReadingModel(known, -1.5), LOOSE)


def test_a_language_without_weights_has_no_model():
    assert load_reading_model("tlh") is None


# What it adds --------------------------------------------------------------------------------------------------------


def added(lines: str, model: ReadingModel | None, **options) -> list:
    read, text = sentence(lines)
    reader = Reader(read, text, PREDICATES)
    return list(completed(read, list(reader.relations()), reader, model=model, predicates=PREDICATES, **options))


SURE = ReadingModel({"subject.after": {0: 2.0}, "cue.predicate": {"invades": 4.0}, "object.case": {"in": 2.0}}, -5.0)


def test_without_a_model_only_the_constructions_speak():
    read, text = sentence(FRAMED)
    assert added(FRAMED, None) == list(Reader(read, text, PREDICATES).relations())


def test_the_model_relates_what_the_tree_leaves_open():
    assert {as_line(each) for each in added(LOOSE, SURE, threshold=0.9)} == {"Peru invades Chile", "Togo invades Chile"}
    found = next(each for each in added(LOOSE, SURE, threshold=0.9) if each.subject.text == "Togo")
    assert (found.construction, found.confidence) == ("typed", 0.95)
    assert sentence(LOOSE)[1][slice(*found.cue)] == "invading"


def test_those_who_act_together_do_not_act_on_each_other():
    certain = ReadingModel({"cue.predicate": {"invades": 9.0}}, 0.0)
    found = {as_line(each) for each in added(LOOSE, certain, threshold=0.9)}
    assert found and not found & {"Peru invades Togo", "Togo invades Peru"}


def test_an_unsure_model_adds_nothing():
    assert added(LOOSE, SURE, threshold=0.99) == []


def test_polarity_is_read_at_the_cue():
    assert {as_line(each) for each in added(REFUSED, SURE, threshold=0.9)} == {"Peru invades Chile (denied)"}


def test_what_the_constructions_found_is_as_sure_as_the_model_is():
    (found,) = added(FRAMED, ReadingModel({"pair.framed": {1: 1.0}}, 0.0), threshold=0.9)
    assert (as_line(found), found.confidence, found.construction) == ("Peru invades Chile", 0.73, "verb frame")


# The weights that ship -----------------------------------------------------------------------------------------------


def test_weights_of_english_ship_with_a_card():
    folder = resources.files("kg").joinpath("models", "readings", "en")
    text = folder.joinpath("weights.json").read_text(encoding="utf-8")
    assert load_reading_model("en").checksum == sha256(text.encode("utf-8")).hexdigest()
    assert {name for name, _, _ in json.loads(text)["weights"]} <= {name for name, _ in observed_names()}
    assert len(text) < 4_000_000
    assert "Licence" in folder.joinpath("README.md").read_text(encoding="utf-8")


def observed_names() -> list[tuple[str, object]]:
    each = of(FRAMED, "invades")
    return features(each, FRAMED, *each.pairs[0])


REPORTED = """
1 Chad Chad PROPN 2 nsubj
2 left leave VERB 8 ccomp
3 after after ADP 4 case
4 talks talk NOUN 2 obl
5 , , PUNCT 8 punct
6 the the DET 7 det
7 {0} {0} {1} 8 nsubj
8 said say VERB 0 root
"""


def reports(lines: str, actor: str, cue: str) -> bool:
    words = sentence(lines)[0].tree.words
    named, word = (next(each for each in words if each.text == text) for text in (actor, cue))
    return finder(lines).only_reports(named, word)


def test_who_says_what_others_do_takes_no_part():
    lines = REPORTED.format("Mali", "PROPN")
    assert reports(lines, "Mali", "talks")
    assert not reports(lines, "Chad", "talks")
    assert not reports(lines.replace("Chad Chad PROPN", "he he PRON"), "Mali", "talks")


def test_a_nation_does_not_act_where_its_rebels_do():
    lines = """
    1 Colombian colombian ADJ 2 amod
    2 guerrillas guerrilla NOUN 3 nsubj Number=Plur
    3 attacked attack VERB 0 root
    4 Peru Peru PROPN 3 obj
    """
    subjects = {each.mention.text for found in readings(lines) for each in found.subjects}
    assert "Colombian guerrillas" in subjects
    assert "Colombian" not in subjects
