"""Pairs that the frames leave open: their features, the path between them, and a model small enough to see through."""

import numpy as np
import pytest

from kg.extract.completion import completed
from kg.extract.typing import NONE, TypingModel, candidates, features, load_typing_model, path_between, ruled
from kg.model import RelationMention
from kg.ontology import load_ontology
from tests.conllu import sentence, written

PREDICATES = load_ontology().predicates
PLAIN = """
1 Peru Peru PROPN 2 nsubj
2 zorbs zorb VERB 0 root
3 Chile Chile PROPN 2 obj
"""
BELOW = """
1 Peru Peru PROPN 3 nsubj
2 never never ADV 3 advmod
3 zorbed zorb VERB 0 root
4 pebbles pebble NOUN 3 obj
5 of of ADP 6 case
6 Chile Chile PROPN 4 nmod
"""
INSIDE = """
1 Pebbles pebble NOUN 5 nsubj
2 of of ADP 3 case
3 Peru Peru PROPN 1 nmod
4 will will AUX 5 aux
5 zorb zorb VERB 0 root
6 near near ADP 7 case
7 Chile Chile PROPN 5 obl
"""
PERSON = """
1 Emmanuel Emmanuel PROPN 2 compound
2 Macron Macron PROPN 3 nsubj
3 zorbs zorb VERB 0 root
4 Chile Chile PROPN 3 obj
"""
PRONOUN = """
1 It it PRON 2 nsubj
2 zorbs zorb VERB 0 root
3 Chile Chile PROPN 2 obj
"""
NAMESAKES = """
1 Peru Peru PROPN 2 nsubj
2 zorbs zorb VERB 0 root
3 Lima Lima PROPN 2 obj
"""


def pairs(lines: str) -> dict[tuple[str, str], tuple]:
    """The candidates of a sentence by the words of their ends."""
    read, _ = sentence(lines)
    return {(pair.subject.text, pair.object.text): pair for pair in candidates(read)}


def known(lines: str, subject: str = "Peru", object_: str = "Chile", ruled_=()) -> list[str]:
    read, _ = sentence(lines)
    pair = next(each for each in candidates(read) if (each.subject.text, each.object.text) == (subject, object_))
    return features(read, pair, ruled_)


# Candidates and features ---------------------------------------------------------------------------------------------


def test_every_pair_of_actors_is_a_candidate_in_both_orders():
    assert set(pairs(PLAIN)) == {("Peru", "Chile"), ("Chile", "Peru")}
    assert set(pairs(PERSON)) == {("Emmanuel Macron", "Chile"), ("Chile", "Emmanuel Macron")}


@pytest.mark.parametrize("lines", [PRONOUN, NAMESAKES])
def test_a_pronoun_and_another_name_of_the_same_are_no_candidates(lines):
    assert pairs(lines) == {}


def test_the_path_runs_through_the_lowest_common_head():
    read, _ = sentence(BELOW)
    words = {word.text: word for word in read.tree.words}
    up, top, down = path_between(words["Peru"], words["Chile"])
    assert ([w.text for w in up], top.text, [w.text for w in down]) == (["Peru"], "zorbed", ["pebbles", "Chile"])
    up, top, down = path_between(words["Chile"], words["Peru"])
    assert ([w.text for w in up], top.text, [w.text for w in down]) == (["Chile", "pebbles"], "zorbed", ["Peru"])


def test_a_path_to_a_word_below_has_one_side():
    read, _ = sentence(BELOW)
    words = {word.text: word for word in read.tree.words}
    up, top, down = path_between(words["pebbles"], words["Chile"])
    assert (up, top.text, [word.text for word in down]) == ([], "pebbles", ["Chile"])
    up, top, down = path_between(words["Chile"], words["pebbles"])
    assert ([word.text for word in up], top.text, down) == (["Chile"], "pebbles", [])


def test_features_tell_the_order_the_kinds_and_the_path():
    assert {"s<o", "ks=state", "ko=state", "path=nsubj|obj", "top=zorb"} <= set(known(PLAIN))
    assert {"o<s", "path=obj|nsubj", "top=zorb"} <= set(known(PLAIN, "Chile", "Peru"))
    assert "ks=person" in known(PERSON, "Emmanuel Macron")


def test_features_tell_the_words_on_the_path_and_between():
    assert {"on=pebble", "fall=objvnmod:of", "btw=pebble", "s<ob=of"} <= set(known(BELOW))


def test_what_the_frames_found_is_a_feature():
    assert "r=meets" in known(PLAIN, ruled_=["meets"])
    assert not any(name.startswith("r=") for name in known(PLAIN))


@pytest.mark.parametrize("lines", [PLAIN, BELOW, INSIDE])
def test_no_feature_stands_twice_and_their_order_is_fixed(lines):
    found = known(lines)
    assert len(found) == len(set(found))
    assert found == known(lines)


def test_the_frames_rule_in_their_own_direction_alone():
    pair = pairs(PLAIN)["Peru", "Chile"]
    found = [
        RelationMention(*ends, (0, 4), 0, 9)
        for ends in [
            (pair.subject, "meets", pair.object), (pair.subject, "aids", pair.object),
            (pair.object, "invades", pair.subject), (pair.subject, "aids", pair.object),
        ]
    ]  # fmt: skip
    assert ruled(pair, found) == ["aids", "meets"]


# The model -----------------------------------------------------------------------------------------------------------

CLASSES = (NONE, "invades", "spouseOf")


def model(**weights: tuple[float, float, float]) -> TypingModel:
    """Weights of `NONE`, invades and spouseOf by feature."""
    return TypingModel(list(weights), CLASSES, np.array(list(weights.values()), dtype=np.float32))


def named(weights: dict[str, tuple[float, float, float]]) -> TypingModel:
    return model(**weights)


def test_probabilities_add_up_and_follow_the_weights():
    rows = [["a"], ["b"], ["a", "b"], ["unheard of"], []]
    found = model(a=(3, 0, 0), b=(0, 2, 0)).probabilities(rows)
    assert found.shape == (5, 3)
    assert np.allclose(found.sum(axis=1), 1)
    assert [CLASSES[at] for at in found.argmax(axis=1)[:3]] == [NONE, "invades", NONE]
    assert np.allclose(found[3:], 1 / 3)
    assert found[1, 1] == pytest.approx(np.exp(2) / (np.exp(2) + 2))


def test_large_weights_do_not_overflow():
    found = model(a=(900, 0, -900)).probabilities([["a"]])
    assert np.allclose(found, [[1, 0, 0]])


def test_no_rows_have_no_probabilities():
    assert model(a=(1, 0, 0)).probabilities([]).shape == (0, 3)


def test_a_language_without_weights_has_no_model():
    assert load_typing_model("tlh") is None


INVADES = named({"s<o": (0, 4, 0), "o<s": (4, 0, 0)})
MARRIES = named({"s<o": (0, 0, 4), "o<s": (4, 0, 0)})
SILENT = named({"bias": (4, 0, 0)})


def typed(lines: str, using: TypingModel | None, found=(), **options) -> set[str]:
    read, _ = sentence(lines)
    return {written(each) for each in completed(read, list(found), model=using, predicates=PREDICATES, **options)}


def test_the_model_relates_what_the_frames_leave_open():
    assert typed(PLAIN, INVADES) == {"Peru invades Chile"}


def test_without_a_model_only_the_frames_speak():
    read, _ = sentence(PLAIN)
    pair = next(candidates(read))
    one = RelationMention(pair.subject, "meets", pair.object, (0, 4), 0, 9)
    assert list(completed(read, [one], model=None, predicates=PREDICATES)) == [one]
    assert typed(PLAIN, None) == set()


def test_a_pair_that_the_frames_relate_is_left_alone():
    pair = pairs(PLAIN)["Chile", "Peru"]
    one = RelationMention(pair.subject, "meets", pair.object, (0, 4), 0, 9)
    assert typed(PLAIN, INVADES, [one]) == {"Chile meets Peru"}


def test_a_model_that_is_unsure_says_nothing():
    assert typed(PLAIN, SILENT) == set()
    assert typed(PLAIN, INVADES, threshold=0.99) == set()


def test_a_predicate_that_does_not_take_the_kinds_is_not_used():
    assert typed(PLAIN, MARRIES) == set()


def test_a_pair_is_related_in_one_direction_the_likelier():
    both = named({"s<o": (0, 3, 0), "o<s": (0, 6, 0)})
    assert typed(PLAIN, both) == {"Chile invades Peru"}


def test_polarity_and_status_are_read_at_the_cue():
    assert typed(BELOW, INVADES) == {"Peru invades Chile (denied)"}
    assert typed(INSIDE, INVADES) == {"Peru invades Chile (planned)"}


def test_what_the_model_relates_says_so_with_its_probability_and_its_cue():
    read, text = sentence(PLAIN)
    (found,) = completed(read, [], model=INVADES, predicates=PREDICATES)
    assert found.construction == "typed"
    assert text[slice(*found.cue)] == "zorbs"
    assert (found.start, found.end) == (0, len(text))
    assert found.confidence == pytest.approx(np.exp(4) / (np.exp(4) + 2), abs=0.006)
