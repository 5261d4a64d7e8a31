"""Which dates, amounts and qualifiers belong to which relation."""

from decimal import Decimal

import pytest

from kg.extract.amounts import amount_words, amounts, number_of
from kg.extract.lexicon import load_lexicon
from kg.extract.tree import tree_of
from tests.conllu import doc_of, relations

DATED_TWICE = """
1 In in ADP 2 case
2 1994 1994 NUM 4 obl
3 Iraq Iraq PROPN 4 nsubj
4 invaded invade VERB 0 root
5 Kuwait Kuwait PROPN 4 obj
6 and and CCONJ 7 cc
7 attacked attack VERB 4 conj
8 Iran Iran PROPN 7 obj
"""
DATED_SPEECH = """
1 Qatar Qatar PROPN 2 nsubj
2 said say VERB 0 root
3 in in ADP 4 case
4 2014 2014 NUM 2 obl
5 that that SCONJ 7 mark
6 Iran Iran PROPN 7 nsubj
7 attacked attack VERB 2 ccomp
8 Israel Israel PROPN 7 obj
"""
DATED_NOUN = """
1 Chad Chad PROPN 2 nsubj
2 condemned condemn VERB 0 root
3 the the DET 5 det
4 1990 1990 NUM 5 nummod
5 invasion invasion NOUN 2 obj Number=Sing
6 of of ADP 7 case
7 Kuwait Kuwait PROPN 5 nmod
8 by by ADP 9 case
9 Iraq Iraq PROPN 5 nmod
"""
LIGHT_VERB = """
1 Iran Iran PROPN 2 nsubj
2 held hold VERB 0 root
3 talks talk NOUN 2 obj
4 with with ADP 5 case
5 Iraq Iraq PROPN 3 nmod
6 in in ADP 7 case
7 Geneva Geneva PROPN 2 obl
8 in in ADP 9 case
9 2003 2003 NUM 2 obl
"""


def dates(lines):
    """Predicate, object, start and end of every relation of a handmade sentence."""
    return {(r.predicate, r.object.text, r.start_date, r.end_date) for r in relations(lines)}


def test_a_date_before_the_clause_holds_for_the_verbs_that_continue_it():
    assert dates(DATED_TWICE) == {("invades", "Kuwait", "1994", "1994"), ("attacks", "Iran", "1994", "1994")}


def test_the_date_of_saying_does_not_date_what_is_said():
    assert dates(DATED_SPEECH) == {("attacks", "Israel", None, None)}


def test_a_year_before_a_noun_dates_the_noun_alone():
    found = dates(DATED_NOUN)
    assert ("invades", "Kuwait", "1990", "1990") in found
    assert not any(predicate == "criticizes" and start for predicate, _, start, _ in found)


def test_the_light_verb_dates_its_noun():
    assert {(name, start) for name, _, start, _ in dates(LIGHT_VERB)} == {("consults", "2003")}


GIFT = """
1 Norway Norway PROPN 2 nsubj
2 sold sell VERB 0 root
3 Chile Chile PROPN 2 iobj
4 300 300 NUM 5 nummod
5 tanks tank NOUN 2 obj Number=Plur
6 for for ADP 9 case
7 $ $ SYM 9 advmod
8 3.4 3.4 NUM 9 compound
9 billion billion NUM 2 obl
"""
BESIDE = """
1 Norway Norway PROPN 2 nsubj
2 sold sell VERB 0 root
3 10 10 NUM 4 nummod
4 ships ship NOUN 2 obj Number=Plur
5 to to ADP 6 case
6 Chile Chile PROPN 4 nmod
7 and and CCONJ 9 cc
8 20 20 NUM 9 nummod
9 tanks tank NOUN 4 conj Number=Plur
10 to to ADP 11 case
11 Peru Peru PROPN 9 nmod
"""


def test_amounts_of_object_and_oblique():
    found = {relation.quantities for relation in relations(GIFT) if relation.predicate == "sellsTo"}
    assert found == {(("3400000000", "", "USD"), ("300", "tank", ""))}


def test_things_that_are_the_object_are_counted():
    found = {relation.quantities for relation in relations(GIFT) if relation.predicate == "sells"}
    assert found == {(("3400000000", "", "USD"), ("300", "tank", ""))}


def test_an_amount_beside_the_object_belongs_to_another():
    found = {r.object.text: r.quantities for r in relations(BESIDE) if r.predicate == "sellsTo"}
    assert found["Chile"] == (("10", "ship", ""),)


@pytest.mark.parametrize(
    ("written", "lang", "value"),
    [("3.4 million", "en", "3400000"), ("20,000", "en", "20000"), ("two hundred thousand", "en", "200000"),
     ("twenty-five", "en", "25"), ("some", "en", None), ("3,4 milioni", "it", "3400000"),
     ("20.000", "it", "20000"), ("tre miliardi", "it", "3000000000")],
)  # fmt: skip
def test_numbers(written, lang, value):
    known = amount_words(lang)
    assert known is not None
    assert number_of(written, known) == (None if value is None else Decimal(value))


def amounts_of(lines):
    """Amounts of a handmade sentence."""
    doc = doc_of(lines)
    return [amount.quantity for amount in amounts(tree_of(doc[:]), doc.text, load_lexicon("en"))]


@pytest.mark.parametrize(
    ("number", "noun", "found"),
    [("20,000", "tonnes tonne", [("20000", "tonne", "")]), ("25", "percent percent", [("25", "%", "")]),
     ("4,400", "peacekeepers peacekeeper", [("4400", "peacekeeper", "")]), ("three", "years year", []),
     ("two", "leaders leader", []), ("18", "miles mile", []), ("one", "ship ship", [])],
)  # fmt: skip
def test_counted_things(number, noun, found):
    lines = f"1 sent send VERB 0 root\n2 {number} {number} NUM 3 nummod\n3 {noun} NOUN 1 obj Number=Plur"
    assert amounts_of(lines) == found


URGED = """
1 China China PROPN 2 nsubj
2 urged urge VERB 0 root
3 Iran Iran PROPN 2 obj
4 to to PART 5 mark
5 stop stop VERB 2 xcomp VerbForm=Inf
6 enriching enrich VERB 5 xcomp VerbForm=Ger
7 uranium uranium NOUN 6 obj
"""
STRUCK = """
1 Iran Iran PROPN 2 nsubj
2 attacked attack VERB 0 root
3 Israel Israel PROPN 2 obj
4 with with ADP 6 case
5 ballistic ballistic ADJ 6 amod
6 missiles missile NOUN 2 obl
"""


def qualifiers(lines, predicate):
    """Roles with their fillers as text."""
    return [
        tuple((role, value if isinstance(value, str) else value.text) for role, value in relation.qualifiers)
        for relation in relations(lines)
        if relation.predicate == predicate
    ]


def test_what_is_asked_is_the_theme():
    assert qualifiers(URGED, "callsOn") == [(("theme", "stop enriching uranium"),)]


def test_what_is_sold_is_the_theme():
    assert qualifiers(GIFT, "sellsTo") == [(("theme", "tanks"),)]


def test_with_what_and_where():
    assert qualifiers(STRUCK, "attacks") == [(("instrument", "ballistic missiles"),)]
    assert qualifiers(LIGHT_VERB, "consults") == [(("location", "Geneva"),)]
