"""Who takes part in what several do together, who only gives them room, and whose a plan is."""

import pytest

from tests.conllu import said

BESIDE_THE_SUBJECT = """
1 Brazil Brazil PROPN 6 nsubj
2 along along ADP 4 case
3 with with ADP 2 fixed
4 Argentina Argentina PROPN 1 nmod
5 , , PUNCT 4 punct
6 condemned condemn VERB 0 root
7 Cuba Cuba PROPN 6 obj
"""
BESIDE_THE_OBJECT = """
1 Brazil Brazil PROPN 2 nsubj
2 condemned condemn VERB 0 root
3 Cuba Cuba PROPN 2 obj
4 along along ADP 6 case
5 with with ADP 4 fixed
6 Argentina Argentina PROPN 2 obl
"""
BUILT_TOGETHER = """
1 France France PROPN 2 nsubj
2 builds build VERB 0 root
3 a a DET 4 det
4 frigate frigate NOUN 2 obj
5 together together ADP 7 case
6 with with ADP 5 fixed
7 Italy Italy PROPN 2 obl
"""
MET_WITH = """
1 Niger Niger PROPN 4 nsubj
2 and and CCONJ 3 cc
3 Mali Mali PROPN 1 conj
4 met meet VERB 0 root
5 with with ADP 6 case
6 Chad Chad PROPN 4 obl
"""
TALKS = """
1 Oman Oman PROPN 4 nsubj
2 and and CCONJ 3 cc
3 Qatar Qatar PROPN 1 conj
4 {0} {1} VERB 0 root
5 peace peace NOUN 6 compound
6 talks talk NOUN 4 obj Number=Plur
"""
ACCEPTED_PLAN = """
1 Chad Chad PROPN 2 nsubj
2 {0} {1} VERB 0 root
3 a a DET 5 det
4 Saudi Saudi ADJ 5 amod
5 {2} {2} NOUN 2 obj
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (BESIDE_THE_SUBJECT, {"Brazil criticizes Cuba", "Argentina criticizes Cuba"}),
        (BESIDE_THE_OBJECT, {"Brazil criticizes Cuba"}),
        (BUILT_TOGETHER, {"France developsWith Italy"}),
        (MET_WITH, {"Niger meets Chad", "Mali meets Chad", "Niger meets Mali"}),
    ],
)
def test_who_takes_part(lines, expected):
    assert said(lines) == expected


def test_who_holds_talks_consults_the_other():
    assert "Oman consults Qatar" in said(TALKS.format("held", "hold"))


def test_who_hosts_talks_takes_no_part():
    assert said(TALKS.format("hosted", "host")) == {"Oman hosts peace talks", "Qatar hosts peace talks"}


def test_whose_plan_is_accepted_proposes_it():
    assert "Saudi proposes Saudi plan" in said(ACCEPTED_PLAN.format("accepted", "accept", "plan"))


@pytest.mark.parametrize(("verb", "thing"), [("has", "plan"), ("accepted", "decision")])
def test_a_plan_of_which_nothing_is_said_is_not_proposed_nor_is_what_is_no_plan(verb, thing):
    assert not any("proposes" in line for line in said(ACCEPTED_PLAN.format(verb, verb, thing)))


@pytest.mark.parametrize(("word", "expected"), [("trilateral", True), ("brief", False)])
def test_of_three_who_meet_each_meets_each(word, expected):
    lines = f"""
    1 Chad Chad PROPN 2 nsubj
    2 held hold VERB 0 root
    3 {word} {word} ADJ 4 amod
    4 talks talk NOUN 2 obj Number=Plur
    5 with with ADP 6 case
    6 Mali Mali PROPN 4 nmod
    7 and and CCONJ 8 cc
    8 Niger Niger PROPN 6 conj
    """
    assert ("Mali consults Niger" in said(lines)) is expected
    assert {"Chad consults Mali", "Chad consults Niger"} <= said(lines)
